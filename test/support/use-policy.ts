import { pushBundle } from './push-bundle.js';
import type { RunningService } from './running-service.js';

/** Makes a tenant of the running service decide by these files (path → Rego): pushes them. */
export async function usePolicy(
  { admin }: RunningService,
  tenant: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const prefix = tenant === 'default' ? '' : `/t/${tenant}`;
  const { status, body } = await pushBundle(admin, files, { prefix });
  if (status !== 201) {
    throw new Error(`the policy was refused: ${JSON.stringify(body)}`);
  }
}
