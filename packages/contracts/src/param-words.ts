import type { ShipmentStatus } from './carriage.ts';
import type { DossierStatus } from './intake-queries.ts';
import { roleWords } from './role-words.ts';
import { routes } from './routes.ts';
import type { Words } from './scalars.ts';

/**
 * How a refusal tells what one of its parameters names: a state, a command and a role in the reader's words, an instant
 * as it reads in the province. The parameter itself stays what it is.
 */
export function paramWords(name: string, value: unknown, language: keyof Words): string {
  if (typeof value !== 'string') return String(value);
  if (instant.test(value)) return localText(value);
  if (language === 'en') return value;
  if (name === 'status') return stateWords.get(value) ?? value;
  if (name === 'role' || name === 'allowed') return value.split(', ').map(inVietnamese).join(', ');
  const summary = name === 'command' ? summaries.get(value) : undefined;
  return summary === undefined ? value : `${summary} (${value})`;
}

const roles: ReadonlyMap<string, Words> = new Map(Object.entries(roleWords));

/** Beside the code, which is what one signs in with. */
function inVietnamese(role: string): string {
  const words = roles.get(role);
  return words ? `${words.vi} (${role})` : role;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The province is seven hours ahead of UTC, all year. Seconds only where there are any: dates of law have none. */
function localText(value: string): string {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  const [date = '', time = ''] = new Date(at + 7 * 3_600_000).toISOString().split('T');
  const clock = time.endsWith(':00.000Z') ? time.slice(0, 5) : time.slice(0, 12).replace(/\.000$/, '');
  return `${date.split('-').toReversed().join('/')} ${clock}`;
}

const summaries = new Map(
  routes.flatMap((route) => ('command' in route ? [[route.command.name, route.summary.vi]] : [])),
);

/** Of dossiers and of what the post carries. */
const states: Readonly<Record<DossierStatus | ShipmentStatus | 'none', string>> = {
  none: 'chưa có',
  registered: 'mới đăng ký',
  received: 'đã tiếp nhận',
  'refused-at-reception': 'từ chối tiếp nhận',
  'in-process': 'đang giải quyết',
  'supplement-requested': 'chờ bổ sung',
  'appraisal-supplement-requested': 'chờ bổ sung khi thẩm định',
  'financial-obligation': 'chờ nghĩa vụ tài chính',
  withdrawn: 'đã rút',
  stopped: 'dừng giải quyết',
  finished: 'đã có kết quả',
  returned: 'đã trả kết quả',
  accepted: 'bưu chính đã nhận',
  sealed: 'đã niêm phong',
  'handed-over': 'đã bàn giao',
  arranged: 'chờ gửi',
  'in-transit': 'đang chuyển',
  delivered: 'đã phát',
  returning: 'đang chuyển hoàn',
  'taken-back': 'đã nhận lại',
  lost: 'đã mất',
  cancelled: 'đã hủy gửi',
};
const stateWords: ReadonlyMap<string, string> = new Map(Object.entries(states));
