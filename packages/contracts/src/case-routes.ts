import { AutoClose } from './case-time.ts';
import * as processing from './processing.ts';
import { ask, none, post, readers, type Route, staff } from './route.ts';
import { ListWork } from './work-list.ts';

/** What an agency does with a dossier. */
export const caseRoutes: readonly Route[] = [
  post('assignment', processing.AssignOfficer, staff, 'Phân công', 'Assign an officer'),
  post('steps', processing.CompleteStep, staff, 'Hoàn thành bước', 'Complete a step'),
  post('verifications', processing.Verify, staff, 'Thẩm tra, xác minh', 'Verify, with a record'),
  post('consultations', processing.RequestConsultation, staff, 'Lấy ý kiến cơ quan liên quan', 'Consult an agency'),
  post('consultation-answers', processing.AnswerConsultation, staff, 'Trả lời lấy ý kiến', 'Answer a consultation'),
  post(
    'late-consultations',
    processing.ReportLateConsultation,
    staff,
    'Báo cơ quan trả lời ý kiến chậm',
    'Report that an answer is late',
  ),
  post(
    'appraisal-supplement-request',
    processing.RequestAppraisalSupplement,
    staff,
    'Yêu cầu bổ sung khi thẩm định',
    'Request a supplement at appraisal',
  ),
  post(
    'appraisal-supplement',
    processing.ReceiveAppraisalSupplement,
    staff,
    'Nhận bổ sung thẩm định',
    'Receive the appraisal supplement',
  ),
  post(
    'financial-obligation',
    processing.NotifyFinancialObligation,
    staff,
    'Thông báo nghĩa vụ tài chính',
    'Notify a financial obligation',
  ),
  post(
    'financial-obligation-fulfilled',
    processing.FulfilFinancialObligation,
    staff,
    'Đã thực hiện nghĩa vụ tài chính',
    'The financial obligation is fulfilled',
  ),
  post('stop', processing.StopProcessing, staff, 'Dừng giải quyết', 'Stop processing'),
  post('resumption', processing.ResumeProcessing, staff, 'Tiếp tục giải quyết', 'Resume processing'),
  post('closing', AutoClose, staff, 'Đóng vì không bổ sung', 'Close what was never supplemented'),
  post('extension-request', processing.RequestExtension, staff, 'Đề nghị gia hạn', 'Request an extension'),
  post('apology', processing.Apologise, staff, 'Xin lỗi và hẹn lại', 'Apologise and re-appoint'),
  post('result', processing.IssueResult, staff, 'Ban hành kết quả', 'Issue the result'),
  post('appraisal-refusal', processing.RefuseAfterAppraisal, staff, 'Từ chối giải quyết', 'Refuse after appraisal'),
  post(
    'return-to-one-stop',
    processing.ReturnToOneStop,
    staff,
    'Trả lại Bộ phận Một cửa vì không đúng thẩm quyền',
    "Return another agency's dossier to the one-stop unit",
  ),
  post('recall', processing.RecallResult, staff, 'Thu hồi kết quả sai', 'Recall a faulty result'),
  post('case-corrections', processing.CorrectCaseEntry, staff, 'Đính chính mục ghi nhầm', 'Correct a mistaken entry'),
  ask('GET', '/work', ListWork, readers, none, 'Việc phải làm', 'What there is to work on'),
];
