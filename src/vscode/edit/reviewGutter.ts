import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { BaseFiles } from './baseFiles.ts';
import type { Reviews } from './reviews.ts';

const title = 'Inkling: Changes to Review';

/**
 * While changes wait, VS Code's quick diff marks them in the gutter and shows in place what stood there before, and
 * the source-control view lists their files. The stable API has quick diff for source controls only.
 */
export class ReviewGutter implements Disposable {
  private source: vscode.SourceControl | undefined;
  private files: vscode.SourceControlResourceGroup | undefined;
  /** The files that the view lists. */
  private listed = '';
  private readonly following: Disposable;

  constructor(private readonly reviews: Reviews) {
    this.following = reviews.onDidChange(() => this.update());
    this.update();
  }

  private update(): void {
    const { uris } = this.reviews;
    if (uris.length === 0) {
      this.close();
      return;
    }
    // Most changes of a review are keys in its document.
    const listed = uris.join('\n');
    if (listed === this.listed) return;
    this.listed = listed;
    this.source ??= this.open();
    this.files ??= this.source.createResourceGroup('review', title);
    this.files.resourceStates = uris.map(resourceUri => ({
      resourceUri,
      command: {
        title: 'Side by Side',
        command: 'inkling.review.openDiff',
        arguments: [resourceUri.toString(), 0],
      },
    }));
  }

  private open(): vscode.SourceControl {
    const source = vscode.scm.createSourceControl('inkling', title);
    source.inputBox.visible = false;
    // What waits is no change since the last commit: the badge counts those.
    source.count = 0;
    source.quickDiffProvider = {
      provideOriginalResource: uri => (this.reviews.get(uri) ? BaseFiles.uriFor(uri) : undefined),
    };
    return source;
  }

  private close(): void {
    this.source?.dispose();
    this.listed = '';
    this.source = undefined;
    this.files = undefined;
  }

  dispose(): void {
    this.following.dispose();
    this.close();
  }
}
