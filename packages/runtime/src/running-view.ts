import type { FollowedView, View } from '@hoso/event-sourcing';

/** A view at work, with its service. */
export interface RunningView {
  readonly service: string;
  readonly name: string;
  readonly followed: FollowedView<unknown>;
}

/** A view, and the generation that it follows into as long as it rebuilds none. */
export interface Following extends RunningView {
  readonly view: View<unknown>;
  readonly generation: number;
}
