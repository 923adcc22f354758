import * as vscode from 'vscode';
import { isSensitivePath } from '../core/chat/blockPath.ts';

/** Whether a change that came from a model may be shown in this file; asks where it could make the machine run something. */
export async function isConfirmed(path: string): Promise<boolean> {
  if (!isSensitivePath(path)) return true;
  const apply = 'Apply for Review';
  const answer = await vscode.window.showWarningMessage(
    `${path} can make this machine run something. Change it as the answer says?`,
    { modal: true, detail: 'The change can be reviewed and undone; it is not saved for you.' },
    apply,
  );
  return answer === apply;
}
