#!/bin/sh
# A dossier's whole life by the command line, against a live platform that HOSO_URL names; HOSO_DATA has its keys. Ends
# with 0 where everything came as it should. Used where the containers run (.github/workflows/ci.yml), and by the tests.
set -eu
hoso() { node_modules/.bin/hoso --lang en "$@"; }
say() { printf '%s\n' "$*"; }
# Policies and views follow: what is asked for may take a moment.
comes() {
  wanted=$1; shift
  tries=0
  until hoso "$@" 2>&1 | grep -q "$wanted"; do
    tries=$((tries + 1))
    if [ "$tries" -ge 60 ]; then say "«$wanted» did not come of: hoso $*"; hoso "$@"; exit 1; fi
    sleep 1
  done
}
id=$(node_modules/.bin/node -p 'crypto.randomUUID()')

say "a citizen brings dossier $id to a post office"
comes 1.001612 registry list
hoso shipment collect "$id" --item RR123456785VN --place post-office --procedure 1.001612 \
  --one-stop ha-long-one-stop --applicant-kind citizen --applicant-name "Nguyễn Thị Hoa" \
  --applicant-address "12 Lê Lợi, Hạ Long" --return-by post --documents application-form --waybill-signed-by-applicant
hoso shipment seal "$id" --seal-no S-1 --applicant-present
hoso shipment handover "$id" --minutes-no BB-1 --signed-by-agency clerk-0702 --seal-no S-1 --intact
comes registered dossier show "$id"

say 'the clerk asks for papers twice: unlawful, so he must insist, and is found'
hoso dossier request-supplement "$id" --items "Giấy uỷ quyền" --reason "Thiếu giấy uỷ quyền"
hoso dossier supplement "$id" --items "Giấy uỷ quyền"
if hoso dossier request-supplement "$id" --items "Hợp đồng" --reason "Cần thêm"; then exit 1; fi
hoso dossier request-supplement "$id" --items "Hợp đồng" --reason "Cần thêm" --insist "Người nộp đồng ý"
comes V09 audit findings --dossier "$id"

say 'it is received, verified and decided'
hoso dossier supplement "$id" --items "Hợp đồng"
hoso dossier scan "$id" --document application-form --file README.md
hoso dossier receive "$id"
hoso dossier transfer "$id" --agency ha-long-office
comes in-process dossier show "$id"
hoso dossier assign "$id" --officer officer-0802 --as head@ha-long-office:head-0801
hoso dossier complete-step "$id" --step verify --as officer@ha-long-office:officer-0802
hoso dossier issue "$id" --document "GCN 22.A.0361" --as head@ha-long-office:head-0801

say 'its history is whole'
comes 'Shipment arranged' replay "$id"
hoso ops status
say 'done'
