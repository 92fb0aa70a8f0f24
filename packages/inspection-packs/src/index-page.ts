import {
  checkVerdictWords,
  followUpWords,
  type Inspection,
  paramWords,
  replyStanceWords,
  sampleMethodWords,
} from '@hoso/contracts';
import { factsOf, link, pageOf, type Row, section, tableOf } from './html.ts';
import { localText } from './local-text.ts';
import { packFiles } from './pack-format.ts';
import {
  evidence,
  inWords,
  type Language,
  otherOf,
  type PackedDossier,
  pageTo,
  ruleTable,
  said,
} from './page-parts.ts';

/** The first page: the inspection, its sample, what was found. */
export function indexPage(language: Language, inspection: Inspection, dossiers: readonly PackedDossier[]): string {
  const words = said[language];
  const { sample, findings, measures, closed } = inspection;
  const nav = `<a href="${packFiles.index[otherOf(language)]}">${words.other}</a>`;
  const scope = factsOf([
    ['id', inspection.id],
    [words.inspection, inspection.title],
    [language === 'vi' ? 'Đơn vị kiểm tra' : 'Conducted by', inspection.conductedBy],
    [language === 'vi' ? 'Đơn vị được kiểm tra' : 'Units', inspection.units?.join(', ')],
    [language === 'vi' ? 'Thủ tục' : 'Procedures', inspection.procedures?.join(', ')],
    [language === 'vi' ? 'Thời kỳ' : 'Period', `${inspection.from} – ${inspection.to}`],
    [language === 'vi' ? 'Kết luận' : 'Conclusion', closed?.conclusion],
  ]);
  const drawn = sample
    ? factsOf([
        [language === 'vi' ? 'Cách rút' : 'Method', inWords(sampleMethodWords[sample.method], language)],
        [language === 'vi' ? 'Mầm' : 'Seed', sample.seed],
        [language === 'vi' ? 'Tập hồ sơ' : 'Population', `${sample.population} (SHA-256 ${sample.populationSha256})`],
        [language === 'vi' ? 'Đến sự kiện' : 'Up to event', sample.upTo],
        [words.drawnAgain, sample.insisted?.reason],
      ])
    : words.none;
  return pageOf(language, inspection.title ?? words.inspection, nav, [
    section(words.scope, scope),
    section(words.sample, drawn, sampleTable(language, dossiers)),
    section(words.checklist, checklistTable(language, inspection)),
    section(words.people, findings.length === 0 ? words.none : peopleTable(language, findings, dossiers)),
    section(words.measures, measures.length === 0 ? words.none : measureTable(language, measures)),
    section(
      words.rules,
      ruleTable(
        language,
        dossiers.flatMap((one) => one.findings),
        (one) => pageTo(language, one.dossier),
      ),
    ),
  ]);
}

function sampleTable(language: Language, dossiers: readonly PackedDossier[]): string {
  const headings =
    language === 'vi'
      ? ['Hồ sơ', 'Tình trạng', 'Hạn', 'Sự kiện', 'Vi phạm']
      : ['Dossier', 'State', 'Due', 'Events', 'Findings'];
  return tableOf(
    headings,
    dossiers.map(({ id, state, events, findings }) => ({
      cells: [
        link(packFiles.page(id, language), state.code ?? id),
        ...[paramWords('status', state.status, language), state.dueAt && localText(state.dueAt), events.length],
        findings.map(({ rule }) => rule).join(', '),
      ],
      marked: findings.length > 0,
    })),
  );
}

function checklistTable(language: Language, { checklist, checks }: Inspection): string {
  if (checklist.length === 0) return said[language].none;
  const headings = language === 'vi' ? ['Mục', 'Trả lời', 'Hồ sơ', 'Ghi chú'] : ['Item', 'Answer', 'Dossier', 'Note'];
  const rows = checklist.flatMap((question, place): readonly Row[] => {
    const item = `${place + 1}. ${question}`;
    const answers = checks.filter((check) => check.item === place + 1);
    if (answers.length === 0) return [{ cells: [item, '–'] }];
    return answers.map(({ verdict, dossier, note }) => ({
      cells: [item, inWords(checkVerdictWords[verdict], language), dossier, note],
      marked: verdict === 'broken',
    }));
  });
  return tableOf(headings, rows);
}

function peopleTable(language: Language, findings: Inspection['findings'], dossiers: readonly PackedDossier[]): string {
  const headings =
    language === 'vi'
      ? ['Số', 'Nội dung', 'Mức', 'Đơn vị', 'Chứng cứ', 'Giải trình']
      : ['No.', 'Statement', 'Severity', 'Unit', 'Evidence', 'Reply'];
  const known = new Set(dossiers.map(({ id }) => id));
  return tableOf(
    headings,
    findings.map(({ finding, statement, severity, unit, dossier, positions, reply }) => ({
      id: `f${finding}`,
      cells: [
        ...[`F${finding}`, statement, severity, unit],
        evidence(positions, dossier !== undefined && known.has(dossier) ? pageTo(language, dossier) : ''),
        reply && `${inWords(replyStanceWords[reply.stance], language)}: ${reply.reply ?? '–'}`,
      ],
    })),
  );
}

function measureTable(language: Language, measures: Inspection['measures']): string {
  const headings =
    language === 'vi'
      ? ['Số', 'Nội dung', 'Đơn vị', 'Hạn', 'Báo cáo', 'Kết quả']
      : ['No.', 'Measure', 'Unit', 'Due', 'Report', 'Outcome'];
  return tableOf(
    headings,
    measures.map(({ measure, text, unit, dueAt, report, followUp }) => ({
      cells: [
        `M${measure}`,
        text,
        unit,
        localText(dueAt),
        report?.report,
        followUp && inWords(followUpWords[followUp.outcome], language),
      ],
    })),
  );
}
