import * as vscode from 'vscode';
import { isMute } from '../../core/model/modelFacts.ts';
import type { ModelSettings } from '../../core/settings.ts';
import type { Endpoint } from '../../provider/endpoint.ts';

/** Models that a server says it has; none when it does not tell. */
export async function listModels(
  endpoint: Endpoint,
  place: Pick<ModelSettings, 'provider' | 'baseUrl'>,
): Promise<readonly string[]> {
  const { readModelIds } = await import('../../provider/modelList.ts');
  const ids = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Asking the server for its models…' },
    () =>
      readModelIds(endpoint, place).then(
        found => found ?? [],
        // Whoever adds a model may start its server later; “Test Model” tells what is wrong.
        () => [],
      ),
  );
  return ids.filter(id => !isMute(id));
}
