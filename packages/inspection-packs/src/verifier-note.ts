/** How somebody checks a pack, and what each part of it is proven by. */
export function verifierNote(origin: string): string {
  return `# Kiểm tra bộ chứng cứ này / How to check this pack

    hoso verify <thư mục hoặc tệp .zip này / this folder or .zip>
    hoso verify <…> --key '<khóa của ${origin}>'

Không cần máy chủ, cơ sở dữ liệu hay mạng. It needs no server, no database and no network.
Không có --key thì tin các khóa trong tệp keys: khi đó chỉ biết rằng bộ chứng cứ tự nó khớp.
Without --key the keys in the file keys are believed: then the pack agrees with itself, and with whoever made them.

## Chứng minh bởi / Proven by

- events/<n>.json: sự kiện đúng từng byte, dữ liệu cá nhân vẫn niêm phong; events byte for byte, personal data sealed.
  events/<n>.tlog-proof (C2SP tlog-proof@v1): it stands at position n of the log, under a signed checkpoint.
- checkpoints/<size>, checkpoints/<m>-<n>.json: the ledger's signature and its witnesses' cosignatures, and
  consistency by RFC 9162: the log only grew.
- inspection.json, population.jsonl: the sample is drawn again. Of each stratum those come first whose smallest
  SHA-256 of <seed>\\n<dossier>\\n<k> is smallest, k from 1 to the dossier's weight; each stratum has one, and of the
  rest its share by the largest remainder. The seed is the root of the checkpoint at upTo, unless it was given.
- dossiers/<id>/index.json: the versions of each stream count from 1 without a gap.
- Mọi tệp khác / all others (pages, replays, findings, rules, papers): manifest.json has their SHA-256, and
  manifest.note signs it with the ledger's key: this is what an inspector has recorded as made, byte for byte.

## Không chứng minh / Not proven

- Tập hồ sơ là đủ / that the population is complete: that takes the log (hoso ledger export, hoso inspection redraw).
- Sau sự kiện cuối ở đây không còn gì / that nothing happened in a dossier after its last event here.
- Trang đọc là đúng / that pages say what the events say: compare them, every line names its event.

Mở / open index.html (Tiếng Việt), index.en.html (English).
`;
}
