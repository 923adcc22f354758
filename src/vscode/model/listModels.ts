import * as vscode from 'vscode';
import { ModelError } from '../../core/model/modelError.ts';
import { isMute } from '../../core/model/modelFacts.ts';
import type { ModelSettings } from '../../core/settings.ts';
import type { Endpoint } from '../../provider/endpoint.ts';
import { readModelIds } from '../../provider/modelList.ts';

/** What came of asking a server for its models: none when it does not tell, or could not be asked. */
export interface ListedModels {
  readonly ids: readonly string[];
  readonly failure?: ModelError | undefined;
}

/** Models that a server says it has. Whoever adds one may start the server later, so it never throws. */
export async function listModels(
  endpoint: Endpoint,
  place: Pick<ModelSettings, 'provider' | 'baseUrl'>,
): Promise<ListedModels> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Asking the server for its models…' },
    () =>
      readModelIds(endpoint, place).then(
        (ids = []) => ({ ids: ids.filter(id => !isMute(id)) }),
        error => ({ ids: [], failure: ModelError.is(error) ? error : undefined }),
      ),
  );
}
