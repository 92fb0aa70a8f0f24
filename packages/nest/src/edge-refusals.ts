/** What a request can meet before the domain, or instead of it. The domain's own refusals lie in the contracts. */
export const edgeRefusals = {
  InvalidInput: { kind: 'invalid', vi: 'Dữ liệu không hợp lệ', en: 'The input is not as it must be' },
  MalformedJson: { kind: 'invalid', vi: 'Nội dung không phải là JSON', en: 'The body is not JSON' },
  BadRequest: { kind: 'invalid', vi: 'Yêu cầu không hợp lệ', en: 'The request cannot be understood' },
  TokenMissing: {
    kind: 'unauthorised',
    vi: 'Thiếu mã thông báo truy cập',
    en: 'A token is needed: Authorization: Bearer <token>',
  },
  TokenMalformed: {
    kind: 'unauthorised',
    vi: 'Mã thông báo truy cập sai dạng',
    en: 'The token has not the form of one',
  },
  TokenExpired: { kind: 'unauthorised', vi: 'Mã thông báo truy cập đã hết hạn', en: 'The token has expired' },
  TokenNotYetValid: {
    kind: 'unauthorised',
    vi: 'Mã thông báo truy cập chưa có hiệu lực',
    en: 'The token is not valid yet',
  },
  TokenForged: {
    kind: 'unauthorised',
    vi: 'Mã thông báo truy cập không do nền tảng này cấp',
    en: 'The token was not made by this platform',
  },
  RouteNotFound: { kind: 'notFound', vi: 'Không có địa chỉ này', en: 'There is nothing at this address' },
  BodyTooLarge: { kind: 'tooLarge', vi: 'Nội dung quá lớn', en: 'The body is too large' },
  UnsupportedMediaType: {
    kind: 'unsupported',
    vi: 'Kiểu nội dung không được hỗ trợ; cần application/json',
    en: 'This media type is not taken; send application/json',
  },
  TooManyRequests: {
    kind: 'tooMany',
    vi: 'Quá nhiều yêu cầu, hãy thử lại sau',
    en: 'Too many requests, try again later',
  },
  NoResponder: {
    kind: 'unavailable',
    vi: 'Dịch vụ chưa trả lời, hãy thử lại sau',
    en: 'The service does not answer now, try again later',
  },
  TooManyConflicts: {
    kind: 'unavailable',
    vi: 'Nhiều người cùng thay đổi, hãy gửi lại',
    en: 'Others keep changing the same, send it again',
  },
  StoreUnavailable: {
    kind: 'unavailable',
    vi: 'Hiện không ghi được, hãy thử lại sau',
    en: 'Nothing can be written now, try again later',
  },
  LogDamaged: {
    kind: 'internal',
    vi: 'Nhật ký {log} bị hỏng ở các vị trí {from} đến {to}: hãy khôi phục từ bản sao lưu',
    en: 'The log {log} is damaged at positions {from} to {to}: put back a copy of it',
  },
  Internal: { kind: 'internal', vi: 'Lỗi của nền tảng, đã được ghi lại', en: 'A fault of the platform; it was noted' },
} as const;
