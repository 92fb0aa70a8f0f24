import type { z } from 'zod';
import { fieldForms, isFieldForm } from './field-forms.ts';

interface InBoth {
  readonly vi: string;
  readonly en: string;
}

type Issue = z.core.$ZodIssue;

/**
 * Why a field is not as it must be, in both languages: the one place where zod's faults get their words. What was
 * entered is never quoted.
 */
export function reasonOf(issue: Issue): InBoth {
  if (isFieldForm(issue.message)) return fieldForms[issue.message];
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'not_multiple_of':
      return { vi: `Phải là bội số của ${issue.divisor}`, en: `Must be a multiple of ${issue.divisor}` };
    case 'invalid_format':
      return formats[issue.format] ?? { vi: 'Sai dạng', en: 'Not of the right form' };
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && issue.options ? oneOf(issue.options) : unmatched;
    case 'unrecognized_keys':
      return { vi: 'Trường không được biết đến', en: 'Unknown field' };
    case 'invalid_key':
      return { vi: 'Có tên trường sai dạng', en: 'A name in it is not of the right form' };
    default:
      return { vi: 'Không hợp lệ', en: 'Not valid' };
  }
}

const unmatched: InBoth = { vi: 'Không thuộc dạng nào được chấp nhận', en: 'Of none of the forms that are taken' };

const formats: Readonly<Record<string, InBoth>> = {
  date: { vi: 'Ngày có thật dạng năm-tháng-ngày, ví dụ 2022-03-15', en: 'A date that exists, such as 2022-03-15' },
  duration: { vi: 'Khoảng thời gian theo ISO 8601, ví dụ P3D', en: 'A duration of ISO 8601, such as P3D' },
  email: { vi: 'Địa chỉ thư điện tử, ví dụ lan@example.vn', en: 'An e-mail address, such as lan@example.vn' },
  url: fieldForms.WebAddressForm,
};

const types: Readonly<Record<string, InBoth>> = {
  string: { vi: 'một văn bản', en: 'a text' },
  number: { vi: 'một số', en: 'a number' },
  int: { vi: 'một số nguyên', en: 'a whole number' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  array: { vi: 'một danh sách', en: 'a list' },
  tuple: { vi: 'một danh sách', en: 'a list' },
  object: { vi: 'một đối tượng', en: 'an object' },
  record: { vi: 'một đối tượng', en: 'an object' },
};

function typeOf(name: string): InBoth {
  return types[name] ?? { vi: name, en: name };
}

/** zod keeps the finished English words but not the input: what was received is known from them alone. */
function wrongType({ expected, message }: z.core.$ZodIssueInvalidType): InBoth {
  const [, received] = /received (\w+)$/.exec(message) ?? [];
  if (received === 'undefined') return { vi: 'Thiếu trường bắt buộc', en: 'Required and missing' };
  const wanted = typeOf(expected);
  // A text that was read as a number, and a part of one: neither is a type that whoever entered it knows.
  const isNumeric = received === 'NaN' || (expected === 'int' && received === 'number');
  if (received === undefined || isNumeric) return { vi: `Phải là ${wanted.vi}`, en: `Must be ${wanted.en}` };
  const got = typeOf(received);
  return { vi: `Phải là ${wanted.vi}, không phải ${got.vi}`, en: `Must be ${wanted.en}, not ${got.en}` };
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): InBoth {
  const counted = units[origin];
  if (counted && Number(minimum) === 1) return { vi: 'Không được để trống', en: 'Must not be empty' };
  if (counted) return { vi: `Ít nhất ${minimum} ${counted.vi}`, en: `At least ${minimum} ${counted.en}` };
  return inclusive === false
    ? { vi: `Phải lớn hơn ${minimum}`, en: `Must be more than ${minimum}` }
    : { vi: `Ít nhất là ${minimum}`, en: `Must be at least ${minimum}` };
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): InBoth {
  const counted = units[origin];
  if (counted) return { vi: `Nhiều nhất ${maximum} ${counted.vi}`, en: `At most ${maximum} ${counted.en}` };
  return inclusive === false
    ? { vi: `Phải nhỏ hơn ${maximum}`, en: `Must be less than ${maximum}` }
    : { vi: `Nhiều nhất là ${maximum}`, en: `Must be at most ${maximum}` };
}

const units: Readonly<Record<string, InBoth>> = {
  string: { vi: 'ký tự', en: 'characters' },
  array: { vi: 'mục', en: 'items' },
  object: { vi: 'trường', en: 'fields' },
};

function oneOf(values: readonly z.core.util.Primitive[]): InBoth {
  const told = values.map(String).join(', ');
  return { vi: `Phải là một trong: ${told}`, en: `Must be one of: ${told}` };
}
