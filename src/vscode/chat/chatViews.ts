import { type Attachment, attachmentDetail, attachmentLabel } from '../../core/chat/attachment.ts';
import type { FoundPlace, Turn } from '../../core/chat/conversation.ts';
import type { ChosenModel, NoModel } from '../../core/model/modelSource.ts';
import type { Chip, ModelView, TurnView } from '../../protocol/chatMessages.ts';

/** An attachment as the page may see it: its name, not its text. */
export function chipOf(id: string, attachment: Attachment, excludedBy?: string): Chip {
  const { kind } = attachment;
  const [label, detail] = [attachmentLabel(attachment), attachmentDetail(attachment)];
  return { id, kind, label, detail, excludedBy };
}

/** A chip of a turn that was asked; `attachmentOfChip` finds what it stands for. */
export function turnView(turn: Turn): TurnView {
  const chips = turn.attachments.map((attachment, at) => chipOf(`${turn.id}/${at}`, attachment));
  const { found, ...answer } = turn.answer;
  const places = found?.map((place, at) =>
    chipOf(`${turn.id}/${foundMark}${at}`, asAttachment(place)),
  );
  return {
    id: turn.id,
    question: turn.question,
    chips,
    answer: { ...answer, ...(places && { found: places }) },
  };
}

/** Before the number of a place that was found. */
const foundMark = 'found-';

function asAttachment(place: FoundPlace): Attachment {
  return { ...place, kind: 'selection', languageId: '', text: '' };
}

/** The attachment behind a chip that `turnView` made. */
export function attachmentOfChip(turns: readonly Turn[], chipId: string): Attachment | undefined {
  const slash = chipId.lastIndexOf('/');
  const turn = turns.find(({ id }) => id === chipId.slice(0, slash));
  const name = chipId.slice(slash + 1);
  if (!name.startsWith(foundMark)) return turn?.attachments[Number(name)];
  const place = turn?.answer.found?.[Number(name.slice(foundMark.length))];
  return place && asAttachment(place);
}

export function modelView(chosen: ChosenModel | NoModel): ModelView {
  if (!chosen.model) return { name: undefined, why: chosen.why };
  const { name, providerName } = chosen.model.info;
  return { name, providerName, why: chosen.why };
}
