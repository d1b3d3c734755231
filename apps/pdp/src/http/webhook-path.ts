/** Whether a request is a webhook. One whose path is spelled otherwise has its body read as any, and is refused. */
export function isWebhook({ url }: { readonly url: string }): boolean {
  return url.startsWith('/webhooks/');
}
