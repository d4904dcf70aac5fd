import { startWidget } from '@/features/widget/loader/widget';

/** Calls made before this script came: `(window.OmniFunctions ||= []).push(['identify', {...}])`. */
type Call = [name: string, ...args: unknown[]];

declare global {
  interface Window {
    OmniFunctions?: Call[] | (ReturnType<typeof startWidget> & { push(call: Call): void });
  }
}

const tag = document.currentScript;
// A page that names the script twice has one bubble.
if (tag instanceof HTMLScriptElement && (!window.OmniFunctions || Array.isArray(window.OmniFunctions))) {
  const early = window.OmniFunctions ?? [];
  const widget = startWidget(new URL(tag.src).origin, tag.dataset);
  const methods = widget as unknown as Readonly<Record<string, (...args: unknown[]) => void>>;
  const push = ([name, ...args]: Call) => methods[name]?.(...args);
  window.OmniFunctions = { ...widget, push };
  early.forEach(push);
  void widget.begin();
}
