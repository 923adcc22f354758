import type { Webview } from 'vscode';
import * as vscode from 'vscode';

/**
 * The page around `media/chat`. Its policy lets in nothing but our own script, style and font:
 * no remote image, no connection, no inline script.
 */
export function chatHtml(webview: Webview, distUri: vscode.Uri, nonce: string): string {
  const resource = (name: string) => `${webview.asWebviewUri(vscode.Uri.joinPath(distUri, name))}`;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inkling Chat</title>
<link rel="stylesheet" href="${resource('codicon.css')}">
<link rel="stylesheet" href="${resource('chat.css')}">
</head>
<body>
<script nonce="${nonce}" src="${resource('chat.js')}"></script>
</body>
</html>`;
}
