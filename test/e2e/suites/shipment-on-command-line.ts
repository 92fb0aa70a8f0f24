import { describe, expect, it } from '@jest/globals';
import { FindDossier, FindShipments, ListShipments, Receipt, Replay } from '@hoso/contracts';
import { z } from 'zod';
import { until } from '../api.ts';
import { answered } from '../hoso-command.ts';
import type { Trial } from '../ways.ts';

/** A dossier that goes by post, by commands of the command line. */
export function describeShipmentOnCommandLine({ run }: Trial): void {
  const CommandReceipt = Receipt.extend({ dossier: z.string(), commandId: z.string() });
  let id: string;

  const act = async (noun: 'dossier' | 'shipment', verb: string, ...words: readonly string[]) =>
    CommandReceipt.parse(await answered(run(noun, verb, id, ...words, '--json')));
  const at = (time: string, day = 15): readonly string[] => ['--occurred-at', `2022-03-${day}T${time}`];
  const collect = [
    ...['shipment', 'collect', '--item', 'RR123456785VN', '--place', 'post-office', '--procedure', '1.001612'],
    ...['--one-stop', 'ha-long-one-stop', '--applicant-kind', 'citizen', '--applicant-name', 'Nguyễn Thị Hoa'],
    ...['--applicant-address', 'Tổ 1', '--return-by', 'post', '--documents', 'application-form'],
  ];
  const shown = async () => FindShipments.answer.parse(await answered(run('shipment', 'show', id, '--json'))).items;

  describe('By post, on the command line', () => {
    it('a dossier is collected with a waybill that both signed, or by insisting', async () => {
      const refused = await run(...collect, ...at('08:00'));
      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringContaining('waybillSignedBy.applicant is missing'),
      ]);
      const mistyped = await run(...collect.map((word) => (word === 'RR123456785VN' ? 'RR123456784VN' : word)));
      expect([mistyped.code, mistyped.stderr]).toEqual([2, expect.stringContaining('item')]);
      const words = [...collect, '--waybill-signed-by-applicant', ...at('08:00'), '--json'];
      ({ dossier: id } = CommandReceipt.parse(await answered(run(...words))));
      expect(await shown()).toMatchObject([{ shipment: 1, status: 'accepted', direction: 'to-agency' }]);
    });

    it('it is sealed, handed over, and is the counter’s at that instant', async () => {
      const unwitnessed = await run(
        'shipment',
        'seal',
        id,
        '--seal-no',
        'S-1',
        '--applicant-present',
        'no',
        ...at('08:05'),
      );
      expect([unwitnessed.code, unwitnessed.stderr]).toEqual([1, expect.stringContaining('ApplicantAbsent')]);
      const maybe = await run('shipment', 'seal', id, '--applicant-present', 'maybe');
      expect([maybe.code, maybe.stderr]).toEqual([2, expect.stringContaining('yes or no')]);
      await act('shipment', 'seal', '--seal-no', 'S-1', '--applicant-present', ...at('08:05'));
      const minutes = ['--minutes-no', 'BB-1', '--signed-by-agency', 'clerk-0702', '--seal-no', 'S-1', '--intact'];
      await act('shipment', 'handover', ...minutes, ...at('09:00'));
      const submittedAt = await until('submitted', async () => {
        const said = await run('dossier', 'show', id, '--json');
        return said.code === 0 ? FindDossier.answer.parse(JSON.parse(said.stdout)).dossier.submittedAt : undefined;
      });
      expect(submittedAt).toBe('2022-03-15T02:00:00.000Z');
    });

    it('its result is carried, and delivered without proof only by insisting', async () => {
      await act('dossier', 'receive', ...at('09:30'));
      await act('dossier', 'transfer', '--agency', 'ha-long-office', '--insist', 'Máy quét hỏng', ...at('09:40'));
      await until('opened', async () => {
        const said = await run('dossier', 'complete-step', id, '--step', 'verify', ...at('10:00'));
        return said.code === 0 ? said : undefined;
      });
      await act('dossier', 'issue', '--document', 'GCN', ...at('11:00'), '--as', 'head@ha-long-office:head-0801');
      await until('arranged', async () => ((await shown()).length === 2 ? true : undefined));
      const counted = ['--counted', '1', '--seal-no', 'S-2', '--signed-by-agency', 'clerk-0702'];
      await act('shipment', 'take-result', '--item', 'RR473124829VN', ...counted, ...at('14:00'));
      await act('shipment', 'track', '--carrier-event-id', 'c1', '--status', 'departed', ...at('15:00'));
      await act('shipment', 'invite', '--means', 'phone', ...at('08:00', 16));
      const deliver = ['--recipient-signed', ...at('10:00', 16)];
      const refused = await run('shipment', 'deliver', id, ...deliver);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('idDocument is missing')]);
      await act('shipment', 'deliver', ...deliver, '--insist', 'Người quen của bưu tá');
      const returned = await until('returned', async () => {
        const { dossier } = FindDossier.answer.parse(await answered(run('dossier', 'show', id, '--json')));
        return dossier.status === 'returned' ? dossier : undefined;
      });
      expect(returned.returnedAt).toBe('2022-03-16T03:00:00.000Z');
      const replay = Replay.answer.parse(await answered(run('replay', id, '--json')));
      const delivered = replay.events.find(({ type }) => type === 'Delivered');
      expect(delivered?.data).toMatchObject({ insisted: { reason: { ct: expect.any(String) } } });
      expect(delivered?.data).not.toHaveProperty('idDocument');
    });

    it('all of it is listed and shown in words', async () => {
      const list = ListShipments.answer.parse(
        await answered(run('shipment', 'list', '--status', 'delivered', '--json')),
      );
      expect(list.items).toMatchObject([{ dossier: id, shipment: 2 }]);
      const words = await run('shipment', 'list', '--item', 'RR123456785VN');
      expect(words.stdout).toMatch(/RR123456785VN +\S+ +1 +to-agency +handed-over +ha-long-post/);
      expect((await run('shipment', 'show', id)).stdout).toMatch(/status +delivered/);
    });
  });
}
