export {
  type Signed,
  secretOf,
  signed,
  toleranceMs,
  type WebhookFault,
  type WebhookHeaders,
  whyNotTaken,
} from './standard-webhooks.ts';
export { textUpTo } from './text-up-to.ts';
