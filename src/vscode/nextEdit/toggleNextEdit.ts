import * as vscode from 'vscode';
import type { ChosenModel, NoModel } from '../../core/model/modelSource.ts';
import { nextEditSkill } from '../../core/nextEdit/suits.ts';
import { flipSetting } from '../flipSetting.ts';
import { offerCommand } from '../offerCommand.ts';

/** Turns next edit on or off; whoever turns it on is told when no model suits it. */
export async function toggleNextEdit(
  choose: () => Promise<ChosenModel | NoModel>,
): Promise<boolean> {
  const isOn = await flipSetting('nextEdit.enabled', vscode.window.activeTextEditor?.document);
  void tell(isOn, choose);
  return isOn;
}

async function tell(isOn: boolean, choose: () => Promise<ChosenModel | NoModel>): Promise<void> {
  if (!isOn) return void vscode.window.setStatusBarMessage('Next edit is off.', messageMs);
  const { model, why } = await choose();
  const skill = model && nextEditSkill(model.info);
  if (skill?.kind === 'format') {
    const said = `Next edit is on; ${model?.info.name} predicts.`;
    return void vscode.window.setStatusBarMessage(said, messageMs);
  }
  const message = `Next edit is on, but no model suits it yet. ${skill?.why ?? why}`;
  await offerCommand(message, 'Set Up a Model', 'inkling.model.setUp');
}

/** Long enough to read a sentence. */
const messageMs = 5000;
