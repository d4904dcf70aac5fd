/**
 * The bubble's and the panel's looks. The host's own rules are stronger than any of the page's: important declarations inside a shadow root go before
 * important ones outside of it, so `* { display: none !important }` on the page changes nothing here.
 */
export const css = `
:host{all:initial!important;display:block!important;position:fixed!important;inset:auto 20px 20px auto!important;z-index:2147483647!important;
visibility:visible!important;opacity:1!important;transform:none!important;pointer-events:auto!important;color-scheme:light dark!important}
:host([data-corner=left]){inset:auto auto 20px 20px!important}
*{box-sizing:border-box;font:14px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif}
button{cursor:pointer;border:0;padding:0;margin:0}
button:focus-visible{outline:3px solid #fff;outline-offset:-5px;box-shadow:0 0 0 3px var(--c)}
.bubble{position:relative;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;background:var(--c);color:var(--on);
box-shadow:0 4px 16px rgb(0 0 0/.28);margin-inline-start:auto}
:host([data-corner=left]) .bubble{margin-inline:0 auto}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.count{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#c62828;color:#fff;font-size:12px;line-height:22px;font-weight:600}
.panel{width:384px;height:min(640px,calc(100vh - 116px));margin-bottom:14px;border-radius:14px;overflow:hidden;background:Canvas;
box-shadow:0 8px 40px rgb(0 0 0/.3)}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:inherit}
.say{position:relative;width:max-content;max-width:300px;margin:0 0 12px auto;border-radius:12px;background:Canvas;color:CanvasText;box-shadow:0 4px 20px rgb(0 0 0/.25)}
:host([data-corner=left]) .say{margin-inline:0 auto}
.text{display:block;width:100%;padding:12px 38px 12px 14px;border-radius:12px;background:none;color:inherit;text-align:start;white-space:pre-wrap;overflow-wrap:anywhere}
.no{position:absolute;top:6px;right:6px;width:28px;height:28px;border-radius:8px;background:none;color:inherit}
.no svg{width:14px;height:14px}
.text:focus-visible,.no:focus-visible{outline:2px solid CanvasText;outline-offset:-3px;box-shadow:none}
[hidden]{display:none!important}
@media(max-width:480px),(max-height:480px){.panel{position:fixed;inset:0;width:100%;height:100%;margin:0;border-radius:0}.panel:not([hidden])~.bubble{display:none}}
@media print{:host{display:none!important}}
`;

/** Black or white, whichever reads better on the colour. */
export function inkOn(color: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
}

export const isColor = (text: string | null | undefined): text is string => /^#[0-9a-f]{6}$/i.test(text ?? '');
