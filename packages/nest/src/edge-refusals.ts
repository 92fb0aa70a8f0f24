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
  TokenOnlySignsIn: {
    kind: 'unauthorised',
    vi: 'Mã này chỉ dùng để đăng nhập trên trang web',
    en: 'This token only signs in on the page',
  },
  WebhookUnsigned: {
    kind: 'unauthorised',
    vi: 'Tin phải có webhook-id, webhook-timestamp và webhook-signature',
    en: 'A message needs webhook-id, webhook-timestamp and webhook-signature',
  },
  WebhookMalformed: {
    kind: 'unauthorised',
    vi: 'Phần đầu có ký của tin sai dạng',
    en: 'The headers that sign the message have not their form',
  },
  WebhookForged: {
    kind: 'unauthorised',
    vi: 'Chữ ký của tin không đúng',
    en: 'The message was not signed with a key that is in force',
  },
  WebhookStale: {
    kind: 'unauthorised',
    vi: 'Tin được ký quá lâu, hoặc đồng hồ bên gửi sai',
    en: "The message was signed too long ago, or the sender's clock is wrong",
  },
  LinkNotValid: {
    kind: 'unauthorised',
    vi: 'Liên kết đăng nhập đã dùng, đã hết hạn hoặc không đúng; hãy lấy liên kết mới',
    en: 'The sign-in link has been used, has expired or is not right; ask for a new one',
  },
  ChoiceNotOffered: {
    kind: 'forbidden',
    vi: 'Chỉ nhật ký mô phỏng mới cho chọn vai, và chỉ các vai được liệt kê',
    en: 'A role can be chosen on a simulated log only, and only one that is listed',
  },
  CrossSite: {
    kind: 'forbidden',
    vi: 'Yêu cầu này phải đến từ chính trang web của nền tảng',
    en: "This request must come from the platform's own page",
  },
  TooManyStreams: {
    kind: 'unavailable',
    vi: 'Quá nhiều trang đang mở, hãy thử lại sau',
    en: 'Too many pages are open, try again later',
  },
  RouteNotFound: { kind: 'notFound', vi: 'Không có địa chỉ này', en: 'There is nothing at this address' },
  BodyTooLarge: { kind: 'tooLarge', vi: 'Nội dung quá lớn', en: 'The body is too large' },
  UnsupportedMediaType: {
    kind: 'unsupported',
    vi: 'Kiểu nội dung không được hỗ trợ ở địa chỉ này: lệnh là application/json, tệp theo kiểu nêu ở /docs',
    en: 'This address does not take that media type: commands are application/json, files one of the types in /docs',
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
  BusUnusable: {
    kind: 'internal',
    vi: 'Kênh trao đổi giữa các dịch vụ (BUS_URL) chưa được thiết lập đúng; nhật ký vận hành ghi lý do',
    en: 'The bus between services (BUS_URL) is not set up as it must be: its log tells operators why',
  },
  MalformedAnswer: {
    kind: 'internal',
    vi: 'Một dịch vụ trả lời theo dạng mà nền tảng không hiểu: có thể hai bên khác phiên bản',
    en: 'A service answered in a form that is not understood: it may be of another version',
  },
  MalformedRequest: {
    kind: 'internal',
    vi: 'Một dịch vụ không hiểu dạng của câu hỏi: có thể hai bên khác phiên bản',
    en: 'A service does not understand the form of the question: it may be of another version',
  },
  AnswerTooLarge: {
    kind: 'internal',
    vi: 'Câu trả lời quá lớn để chuyển đi: hãy hỏi ít hơn trong một lần',
    en: 'The answer is too large to be carried: ask for less at a time',
  },
  BlobsUnusable: {
    kind: 'internal',
    vi: 'Nơi giữ tệp (BLOBS_URL) chưa được thiết lập đúng; nhật ký vận hành ghi lý do',
    en: 'The place of files (BLOBS_URL) is not set up as it must be: its log tells operators why',
  },
  BlobDamaged: {
    kind: 'internal',
    vi: 'Tệp đã lưu bị hỏng: hãy tải chính tệp ấy lên lại, và nó sẽ trọn vẹn',
    en: 'The stored file is damaged: upload the same file again, and it is whole',
  },
  Internal: { kind: 'internal', vi: 'Lỗi của nền tảng, đã được ghi lại', en: 'A fault of the platform; it was noted' },
} as const;
