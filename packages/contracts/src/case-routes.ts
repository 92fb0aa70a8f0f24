import { may } from './access.ts';
import { AutoClose } from './case-time.ts';
import * as processing from './processing.ts';
import { ask, none, post, type Route } from './route.ts';
import { ListWork } from './work-list.ts';

/** What an agency does with a dossier. */
export const caseRoutes: readonly Route[] = [
  post('assignment', processing.AssignOfficer, may.head, 'Phân công', 'Assign an officer'),
  post('steps', processing.CompleteStep, may.process, 'Hoàn thành bước', 'Complete a step'),
  post('verifications', processing.Verify, may.agency, 'Thẩm tra, xác minh', 'Verify, with a record'),
  post(
    'consultations',
    processing.RequestConsultation,
    may.agency,
    'Lấy ý kiến cơ quan liên quan',
    'Consult an agency',
  ),
  post(
    'consultation-answers',
    processing.AnswerConsultation,
    may.consulted,
    'Trả lời lấy ý kiến',
    'Answer a consultation',
  ),
  post(
    'late-consultations',
    processing.ReportLateConsultation,
    may.agency,
    'Báo cơ quan trả lời ý kiến chậm',
    'Report that an answer is late',
  ),
  post(
    'appraisal-supplement-request',
    processing.RequestAppraisalSupplement,
    may.agency,
    'Yêu cầu bổ sung khi thẩm định',
    'Request a supplement at appraisal',
  ),
  post(
    'appraisal-supplement',
    processing.ReceiveAppraisalSupplement,
    may.counter,
    'Nhận bổ sung thẩm định',
    'Receive the appraisal supplement',
  ),
  post(
    'financial-obligation',
    processing.NotifyFinancialObligation,
    may.agencyOrCounter,
    'Thông báo nghĩa vụ tài chính',
    'Notify a financial obligation',
  ),
  post(
    'financial-obligation-fulfilled',
    processing.FulfilFinancialObligation,
    may.agencyOrCounter,
    'Đã thực hiện nghĩa vụ tài chính',
    'The financial obligation is fulfilled',
  ),
  post('stop', processing.StopProcessing, may.head, 'Dừng giải quyết', 'Stop processing'),
  post('resumption', processing.ResumeProcessing, may.head, 'Tiếp tục giải quyết', 'Resume processing'),
  post('extension-request', processing.RequestExtension, may.agency, 'Đề nghị gia hạn', 'Request an extension'),
  post('apology', processing.Apologise, may.agency, 'Xin lỗi và hẹn lại', 'Apologise and re-appoint'),
  post('result', processing.IssueResult, may.signer, 'Ban hành kết quả', 'Issue the result'),
  post(
    'appraisal-refusal',
    processing.RefuseAfterAppraisal,
    may.signer,
    'Từ chối giải quyết',
    'Refuse after appraisal',
  ),
  post(
    'return-to-one-stop',
    processing.ReturnToOneStop,
    may.agency,
    'Trả lại Bộ phận Một cửa vì không đúng thẩm quyền',
    "Return another agency's dossier to the one-stop unit",
  ),
  post('recall', processing.RecallResult, may.signer, 'Thu hồi kết quả sai', 'Recall a faulty result'),
  post('closing', AutoClose, may.agency, 'Đóng vì không bổ sung', 'Close what was never supplemented'),
  post(
    'case-corrections',
    processing.CorrectCaseEntry,
    may.agency,
    'Đính chính việc ghi nhầm của cơ quan giải quyết',
    "Write off the agency's mistaken entry",
  ),
  ask('GET', '/work', ListWork, may.readInOffice, none, 'Việc phải làm', 'What there is to work on'),
];
