// Ends an officer's turn at the form, so that nothing of it is left to whoever comes next.
import type { State } from "../../app";
import { emptyDraft } from "../../model/draft";
import type { Store } from "../../store";

/** A resident's own draft and receipt stay. */
export function endTurn(store: Store<Pick<State, "clerk" | "draft" | "receipt">>): void {
  if (store.get().clerk) store.set({ clerk: null, draft: emptyDraft(), receipt: null });
}
