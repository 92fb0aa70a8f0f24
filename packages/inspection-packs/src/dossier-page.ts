import {
  type AccessEntry,
  type ActedAs,
  type BesideEntry,
  type DossierState,
  paramWords,
  type TimelineEntry,
} from '@hoso/contracts';
import { type Cell, factsOf, link, pageOf, section, tableOf } from './html.ts';
import { localText } from './local-text.ts';
import { packFiles } from './pack-format.ts';
import { evidence, type Language, otherOf, type PackedDossier, ruleTable, said } from './page-parts.ts';

/** A dossier's replay, with what lies beside it. */
export function dossierPage(language: Language, dossier: PackedDossier): string {
  const words = said[language];
  const { id, state, events, beside, roles, reads, papers, findings, withPapers } = dossier;
  const nav = [
    `<a href="../${packFiles.index[language]}">${words.back}</a>`,
    `<a href="../${packFiles.page(id, otherOf(language))}">${words.other}</a>`,
  ].join(' · ');
  const proves = new Set(findings.flatMap(({ positions }) => positions));
  const paperLink = (paper: string, title: string): Cell =>
    withPapers ? link(`../${packFiles.paper(id, paper)}`, title) : title;
  return pageOf(language, state.code ?? id, nav, [
    section(words.state, stateFacts(language, id, state)),
    section(
      words.rules,
      ruleTable(language, findings, () => ''),
    ),
    section(words.history, eventTable(language, events, proves)),
    section(words.beside, besideTable(language, beside)),
    section(words.roles, rolesTable(language, roles)),
    section(
      words.papers,
      tableOf(
        ['', ''],
        papers.map(({ paper, title, at }) => ({ cells: [paperLink(paper, title[language]), localText(at)] })),
      ),
    ),
    section(words.reads, reads ? readsTable(language, reads) : words.withheld),
  ]);
}

function stateFacts(language: Language, id: string, state: DossierState): string {
  const vi = language === 'vi';
  return factsOf([
    ['id', id],
    [vi ? 'Tình trạng' : 'Status', paramWords('status', state.status, language)],
    [
      vi ? 'Đang ở' : 'Holder',
      state.holder && `${state.holder.unit}${state.holder.person ? ` (${state.holder.person})` : ''}`,
    ],
    [vi ? 'Bắt đầu tính' : 'Clock began', state.startAt && localText(state.startAt)],
    [vi ? 'Hẹn trả ban đầu' : 'First appointment', state.originalDueAt && localText(state.originalDueAt)],
    [vi ? 'Hẹn trả' : 'Due', state.dueAt && localText(state.dueAt)],
    [vi ? 'Hạn theo luật' : 'Due by law', state.lawfulDueAt && localText(state.lawfulDueAt)],
    [vi ? 'Quá hạn' : 'Overdue', state.overdue ? said[language].yes : said[language].no],
    [vi ? 'Xong lúc' : 'Finished', state.finishedAt && localText(state.finishedAt)],
  ]);
}

function eventTable(language: Language, events: readonly TimelineEntry[], proves: ReadonlySet<number>): string {
  const headings =
    language === 'vi'
      ? ['Sự kiện', 'Lúc', 'Ghi nhận', 'Việc', 'Nội dung', 'Ai']
      : ['Event', 'When', 'Recorded', 'What', 'Says', 'Who'];
  const late = language === 'vi' ? 'ghi muộn' : 'entered late';
  return tableOf(
    headings,
    events.map((event) => ({
      id: `p${event.position}`,
      cells: [
        ...[`#${event.position}`, localText(event.occurredAt)],
        `${localText(event.recordedAt)}${event.late ? ` (${late})` : ''}`,
        ...[event.name[language], event.words[language], who(event.actor)],
      ],
      marked: proves.has(event.position),
    })),
  );
}

function besideTable(language: Language, beside: readonly BesideEntry[]): string {
  const headings =
    language === 'vi' ? ['Sự kiện', 'Loại', 'Lúc', 'Việc', 'Nội dung'] : ['Event', 'Kind', 'When', 'What', 'Says'];
  return tableOf(
    headings,
    beside.map(({ position, group, occurredAt, name, words }) => ({
      id: `p${position}`,
      cells: [`#${position}`, groups[group][language], localText(occurredAt), name[language], words[language]],
    })),
  );
}

function rolesTable(language: Language, roles: readonly ActedAs[]): string {
  const headings = language === 'vi' ? ['Ai', 'Sự kiện', 'Đương chức'] : ['Who', 'Events', 'In office'];
  return tableOf(
    headings,
    roles.map(({ actor, positions, inOffice, notInOffice }) => ({
      cells: [
        who(actor),
        evidence(positions, ''),
        inOffice ? said[language].yes : `${said[language].no} (${notInOffice ?? ''})`,
      ],
      marked: !inOffice,
    })),
  );
}

function readsTable(language: Language, reads: readonly AccessEntry[]): string {
  const headings = language === 'vi' ? ['Lúc', 'Ai', 'Mục đích', 'Mục đã mở'] : ['When', 'Who', 'Purpose', 'Opened'];
  return tableOf(
    headings,
    reads.map(({ at, actor, purpose, fields }) => ({ cells: [localText(at), who(actor), purpose, fields.join(', ')] })),
  );
}

function who({ id, role, unit }: { readonly id: string; readonly role: string; readonly unit: string }): string {
  return `${role}@${unit}:${id}`;
}

const groups = {
  petition: { vi: 'phản ánh', en: 'petition' },
  notification: { vi: 'thông báo', en: 'notification' },
  unit: { vi: 'đơn vị', en: 'unit' },
  law: { vi: 'pháp luật', en: 'law' },
} as const;
