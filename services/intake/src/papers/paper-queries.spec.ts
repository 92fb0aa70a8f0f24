import { type Actor, type PaperContent, PaperContent as Content, type PersonalRead } from '@hoso/contracts';
import { DomainError, StoreUnavailable } from '@hoso/event-sourcing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { law2022, law2026 } from '../../test/laws.ts';
import { history, plainSealer, storeOf } from '../../test/paper-history.ts';
import {
  atCounter,
  byPost,
  paidFor,
  people,
  stopped,
  supplementedByPost,
  withdrawnLater,
  withOthers,
} from '../../test/paper-stories.ts';
import type { PaperEvent } from './paper-history.ts';
import { listPapers, type PaperQueryPorts, readPaper } from './paper-queries.ts';

let log: (PersonalRead | 'opened')[];
let isDestroyed: boolean;
let mayRecord: boolean;

beforeEach(() => {
  log = [];
  isDestroyed = false;
  mayRecord = true;
});

async function portsOver(history: readonly PaperEvent[]): Promise<PaperQueryPorts> {
  const unit = (id: string) => ({ ...a.oneStop, id, name: { vi: `Tên ${id}`, en: id } });
  return {
    store: await storeOf(history),
    sealer: {
      ...plainSealer,
      open: async (value, context) => {
        log.push('opened');
        return isDestroyed ? undefined : await plainSealer.open(value, context);
      },
    },
    reads: {
      record: async (read) => {
        if (!mayRecord) throw new StoreUnavailable('full');
        log.push(read);
      },
    },
    registry: {
      procedure: async () => a.procedure,
      unit: async (id) => {
        if (id === 'ha-long-post') throw new DomainError('UnitNotFound', { id });
        return unit(id);
      },
      newestCalendar: async () => a.calendar,
      calendar: async () => a.calendar,
      law: async (on) => (on < '2025-09-15' ? law2022 : law2026),
      boundLaw: async ({ forms }) => (forms === 'tt01-2018' ? law2022 : law2026),
    },
    tracking: { secretOf: () => 'SECRET' },
  };
}

const inspector: Actor = { id: 'inspector-01', role: 'inspector', unit: 'inspectorate' };
const operator: Actor = { id: 'operator-01', role: 'operator', unit: 'platform' };
const otherPostman: Actor = { ...people.postman, unit: 'mong-cai-post' };

async function read(history: readonly PaperEvent[], paper: string, actor: Actor = a.clerk): Promise<PaperContent> {
  const { content } = await readPaper(await portsOver(history), { id: a.dossierId, paper }, actor);
  return Content.parse(content);
}

async function listed(history: readonly PaperEvent[], actor: Actor = a.clerk) {
  const { items } = await listPapers(await portsOver(history), { id: a.dossierId }, actor);
  return items.map(({ paper, number, formSet }) => [paper, number, formSet]);
}

describe('The papers of a dossier', () => {
  it('are those that its history left behind, in the forms of the circular in force at its reception', async () => {
    const set = 'tt01-2018';
    expect(await listed(atCounter)).toEqual([
      ['supplement-request-1', '02', set],
      ['receipt-1', '01', set],
      ['transfer-slip-1', undefined, set],
      ['supplement-request-2', '02', set],
      ['apology-1', '04', set],
      ['control-slip', '05', set],
    ]);
    expect(await listed(byPost)).toEqual([
      ['waybill-1', undefined, set],
      ['handover-minutes-1', undefined, set],
      ['receipt-1', '01', set],
      ['waybill-2', undefined, set],
      ['control-slip', '05', set],
    ]);
    const later = 'tt03-2025';
    expect(await listed(withdrawnLater)).toEqual([
      ['receipt-1', '01', later],
      ['stop-notice-1', '05', later],
      ['control-slip', '06', later],
    ]);
  });

  it.each([
    ['2025-09-14T16:59:59.999Z', 'tt01-2018'],
    ['2025-09-14T17:00:00.000Z', 'tt03-2025'],
  ])('of one received at %s, before receptions named their law, follow %s', async (occurredAt, formSet) => {
    const { law: _, ...data } = a.received.data;
    const told = history([a.submitted, { ...a.received, data, occurredAt }]);
    expect((await listed(told))[0]).toEqual(['receipt-1', '01', formSet]);
  });

  it('are none to who may not read it', async () => {
    const strangers = [a.strangeClerk, a.otherApplicant, otherPostman];
    for (const actor of strangers) {
      await expect(listed(byPost, actor)).rejects.toThrow('DossierNotFound');
      await expect(read(byPost, 'receipt', actor)).rejects.toThrow('DossierNotFound');
    }
    await expect(listed([], a.clerk)).rejects.toThrow('DossierNotFound');
    expect(log).toEqual([]);
  });

  it('are refused by name where there is none', async () => {
    for (const paper of ['stop-notice', 'receipt-2', 'refusal']) {
      await expect(read(atCounter, paper)).rejects.toThrow('PaperNotFound');
    }
  });
});

describe('A paper', () => {
  it('is filled from what had happened by then', async () => {
    expect(await read(atCounter, 'receipt')).toEqual({
      form: 'receipt',
      paper: 'receipt-1',
      formSet: 'tt01-2018',
      number: '01',
      title: 'receipt',
      dossier: a.dossierId,
      code: a.code,
      procedure: { code: a.procedure.code, name: 'Marital status' },
      place: 'Quảng Ninh',
      at: a.receivedAt,
      issuer: ['Tên ha-long-one-stop'],
      oneStop: 'Tên ha-long-one-stop',
      applicant: a.person,
      by: a.clerk.id,
      documents: [
        { ...a.procedure.documents[0], scanned: true },
        { ...a.procedure.documents[1], scanned: false },
      ],
      term: { unit: 'workingDays', amount: 3 },
      receivedAt: a.receivedAt,
      dueAt: a.lawfulDueAt,
      returnBy: 'counter',
      fees: [],
      trackingSecret: 'SECRET',
    });
    const first = await read(atCounter, 'supplement-request-1');
    expect(first).toMatchObject({ items: ['Giấy xác nhận cư trú'], reason: 'Thiếu' });
    expect('code' in first).toBe(false);
    expect(await read(atCounter, 'supplement-request')).toMatchObject({ paper: 'supplement-request-2', code: a.code });
    expect(await read(atCounter, 'apology')).toMatchObject({
      issuer: [`Tên ${a.agency}`],
      // The appointment that the restart had set, not the first one.
      ...{ dueAt: '2022-03-21T10:00:00.000Z', newDueAt: '2022-03-23T10:00:00.000Z', signedBy: 'head-0801' },
    });
    expect(await read(withdrawnLater, 'stop-notice')).toMatchObject({ withdrawn: true, reason: 'Không cần nữa' });
  });

  it('of reception has what was paid by now, wherever, but what was written down by mistake', async () =>
    expect(await read(paidFor, 'receipt')).toMatchObject({
      fees: [
        { amount: 8_000, at: a.receivedAt, receiptNo: 'BL-1' },
        { amount: 2_000, at: a.receivedAt, receiptNo: 'BC-7' },
      ],
    }));

  it('that tells of a stop is made out by the agency that stops', async () => {
    const notice = await read(stopped, 'stop-notice');
    expect(notice).toMatchObject({ issuer: [`Tên ${a.agency}`], number: '05', reason: 'Đất đang tranh chấp' });
    expect('withdrawn' in notice).toBe(false);
  });

  it('of the post has both sides, and calls a unit that the registry does not know by its id', async () => {
    expect(await read(byPost, 'waybill-1')).toMatchObject({
      ...{ direction: 'to-agency', item: 'RR123456785VN', post: 'ha-long-post', documents: ['Tờ khai', 'other'] },
      originals: ['Tờ khai', 'deed'],
      signedBy: { applicant: true, postal: 'postal-0901' },
    });
    expect(await read(byPost, 'handover-minutes')).toMatchObject({
      ...{ minutesNo: 'BB-1', item: 'RR123456785VN', intact: true, collectedAt: '2022-03-14T02:00:00.000Z' },
      originals: ['Tờ khai', 'deed'],
      signedBy: { postal: 'postal-0901', agency: 'clerk-0702' },
    });
    expect(await read(byPost, 'waybill')).toMatchObject({
      direction: 'to-applicant',
      counted: 1,
      originals: ['deed'],
      returnAddress: 'Tổ 2',
    });
  });

  it('of a supplement that the post brings has its own packet, papers and times', async () => {
    const packet = { item: 'RR000000014VN', documents: ['Giấy uỷ quyền'], applicant: a.person };
    expect(await read(supplementedByPost, 'waybill')).toMatchObject({ ...packet, issuer: ['ha-long-post'] });
    expect(await read(supplementedByPost, 'handover-minutes')).toMatchObject({
      ...{ ...packet, minutesNo: 'BB-2', supplement: true, collectedAt: '2022-03-14T02:00:00.000Z' },
    });
    const slip = await read(supplementedByPost, 'control-slip');
    if (slip.form !== 'control-slip') throw new Error('another form');
    expect(slip.entries.map(({ note }) => note)).toEqual([
      'Yêu cầu bổ sung, hoàn thiện hồ sơ',
      'RR000000014VN',
      'Biên bản BB-2',
    ]);
    expect('supplement' in (await read(byPost, 'handover-minutes'))).toBe(false);
  });

  it('that controls tells each change of hands, and whether the agency was in time', async () => {
    const slip = await read(atCounter, 'control-slip');
    if (slip.form !== 'control-slip') throw new Error('another form');
    expect(slip.dueAt).toBe('2022-03-21T10:00:00.000Z');
    expect(slip.agencies).toEqual([`Tên ${a.agency}`]);
    const told = slip.entries.map(({ from, to, note, outcome }) =>
      [from, to, note, outcome].filter(Boolean).join(' | '),
    );
    const [who, counter, agency] = ['Người nộp hồ sơ', 'Tên ha-long-one-stop', `Tên ${a.agency}`];
    expect(told).toEqual([
      `${counter} | ${who} | Yêu cầu bổ sung, hoàn thiện hồ sơ`,
      `${who} | ${counter} | Nhận bổ sung`,
      `${who} | ${counter} | Tiếp nhận hồ sơ`,
      `${counter} | ${agency} | Chuyển giải quyết`,
      `${agency} | ${agency} | Phân công`,
      `${agency} | ${counter} | Yêu cầu bổ sung khi thẩm định`,
      `${counter} | ${agency} | Nhận bổ sung thẩm định`,
      `${agency} | ${counter} | Có kết quả giải quyết | early`,
      `${counter} | ${who} | Trả kết quả`,
    ]);
  });

  it('that controls tells who else was asked, and does not take a wrong agency for one that decides', async () => {
    const slip = await read(withOthers, 'control-slip');
    if (slip.form !== 'control-slip') throw new Error('another form');
    const [wrong, agency, asked] = ['Tên co-to-office', `Tên ${a.agency}`, 'Tên department-of-environment'];
    expect(slip.agencies).toEqual([agency, asked]);
    const told = slip.entries.slice(1).map(({ from, giver, to, note, outcome }) => [from, giver, to, note, outcome]);
    const counter = 'Tên ha-long-one-stop';
    expect(told).toEqual([
      [counter, a.clerk.id, wrong, 'Chuyển giải quyết', undefined],
      [wrong, people.officer.id, counter, 'Trả lại: không đúng thẩm quyền', undefined],
      [counter, a.clerk.id, agency, 'Chuyển giải quyết', undefined],
      [agency, people.officer.id, asked, 'Lấy ý kiến', undefined],
      [agency, people.officer.id, asked, 'Lấy ý kiến', undefined],
      [asked, 'coordinator-0504', agency, 'Trả lời ý kiến', 'early'],
      [asked, undefined, agency, 'Trả lời ý kiến', 'late'],
    ]);
  });

  it('after a pause names the appointment to which the pause moved it', async () => {
    expect(await read(withOthers, 'apology')).toMatchObject({ dueAt: '2022-03-22T10:00:00.000Z' });
    expect(await read(withOthers, 'control-slip')).toMatchObject({ dueAt: '2022-03-22T10:00:00.000Z' });
  });

  it('names units as they were called when it was made out, and those that are no more as they were last', async () => {
    const ports = await portsOver(withdrawnLater);
    const asked: unknown[] = [];
    const unit: PaperQueryPorts['registry']['unit'] = async (id, on) => {
      asked.push(on);
      if (on === '2026-03-17') throw new DomainError('UnitNotInForce', { id, on });
      return { ...a.oneStop, id, name: { vi: on === undefined ? 'Tên cuối' : 'Tên khi đó', en: id } };
    };
    const told = async (paper: string) =>
      Content.parse(
        (await readPaper({ ...ports, registry: { ...ports.registry, unit } }, { id: a.dossierId, paper }, a.clerk))
          .content,
      ).oneStop;
    expect(await told('receipt')).toBe('Tên khi đó');
    expect(await told('stop-notice')).toBe('Tên cuối');
    expect(new Set(asked)).toEqual(new Set(['2026-03-16', '2026-03-17', undefined]));
  });

  it('that controls tells what the post carried by the numbers on its papers', async () => {
    const carried = await read(byPost, 'control-slip');
    if (carried.form !== 'control-slip') throw new Error('another form');
    expect(carried.entries.map(({ note }) => note)).toEqual([
      'RR123456785VN',
      'Biên bản BB-1',
      'Tiếp nhận hồ sơ',
      'RR473124829VN',
      'Phát kết quả',
    ]);
    expect(carried.entries[2]).toMatchObject({
      ...{ from: 'Tên ha-long-one-stop', giver: carried.entries[1]?.receiver },
      ...{ to: 'Tên ha-long-one-stop', receiver: a.clerk.id },
    });
  });

  it('is opened once its reading is recorded, and not where that fails', async () => {
    await read(atCounter, 'supplement-request-1', people.officer);
    expect(log[0]).toEqual({
      actor: people.officer,
      dossiers: [a.dossierId],
      fields: ['applicant', 'items', 'reason'],
      purpose: 'casework',
      query: 'ReadPaper',
    });
    expect(log.slice(1)).toEqual(['opened', 'opened', 'opened']);
    log = [];
    mayRecord = false;
    await expect(read(atCounter, 'receipt')).rejects.toThrow(StoreUnavailable);
    expect(log).toEqual([]);
  });

  it('tells nobody else the secret that follows the dossier', async () => {
    for (const actor of [inspector, people.officer, people.head]) {
      expect('trackingSecret' in (await read(atCounter, 'receipt', actor))).toBe(false);
    }
  });

  it('names nobody to who may not read the applicant; the control slip names nobody anyway', async () => {
    await expect(read(byPost, 'receipt', operator)).rejects.toThrow('RoleNotAllowed');
    await expect(read(byPost, 'receipt', people.postman)).rejects.toThrow('RoleNotAllowed');
    const slip = await read(byPost, 'control-slip', operator);
    expect(JSON.stringify(slip)).not.toContain(a.person.name);
    expect(log).toEqual([]);
  });

  it('of what was collected is for the office that has it, before it is anybody’s dossier', async () => {
    const collected = byPost.slice(0, 1);
    expect(await read(collected, 'waybill', people.postman)).toMatchObject({ applicant: a.person });
    for (const actor of [a.clerk, inspector, otherPostman]) {
      await expect(read(collected, 'waybill', actor)).rejects.toThrow('DossierNotFound');
    }
  });

  it('of the post is read by the office that signed it', async () => {
    expect(await read(byPost, 'waybill-1', people.postman)).toMatchObject({ applicant: a.person });
    expect(log[0]).toMatchObject({ actor: people.postman, query: 'ReadPaper' });
  });

  it('is still a paper once the person was erased', async () => {
    isDestroyed = true;
    const paper = await read(atCounter, 'supplement-request-1');
    expect('applicant' in paper).toBe(false);
    expect(paper).toMatchObject({ items: [], procedure: { code: a.procedure.code } });
    expect('reason' in paper).toBe(false);
  });
});
