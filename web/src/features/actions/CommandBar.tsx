import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '@/lib/desk/desk';
import { openPage, show } from '@/lib/desk/navigation';
import { useCloseDialog } from '@/lib/desk/dialog';
import { loadMacros, openMacro } from '@/lib/desk/macros';
import { perform } from '@/lib/desk/perform';
import { useSeat } from '@/lib/desk/seat';
import { useWords } from '@/lib/i18n/language';
import { Dialog } from '@/lib/ui/Dialog';
import { commandsFor, type Command } from './commands';

/** Everything by typing: actions on the conversation shown, other conversations, pages. */
export function CommandBar() {
  const words = useWords();
  const seat = useSeat();
  const close = useCloseDialog();
  const current = useDesk((state) =>
    state.page === 'conversations' && state.selectedId ? state.conversations.get(state.selectedId)?.summary : undefined,
  );
  const conversations = useDesk((state) => state.conversations);
  const macros = useDesk((state) => state.macros);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const summaries = [...conversations.values()].map((held) => held.summary);
  const commands = commandsFor(typed, current, summaries, seat, words, macros ?? []);

  useEffect(() => void loadMacros(), []);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active, typed]);

  function run(command: Command | undefined) {
    if (!command) return;
    close();
    if (command.group === 'conversations') show(command.summary.id);
    else if (command.group === 'pages') openPage(command.page);
    else if (command.group === 'macros') {
      if (current) openMacro(command.macro, current);
    } else if (current) perform(command.action, current);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === 'Enter') run(commands[active]);
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, commands.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title={words.commandBar} onClose={close}>
      <div class="command-bar">
        <input
          data-first
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={commands.length > 0 ? `command-${active}` : undefined}
          aria-label={words.commandBar}
          placeholder={words.commandBarPlaceholder}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id="commands" class="commands" role="listbox" aria-label={words.commandBar} tabIndex={-1} ref={list}>
          {commands.length === 0 && <p class="quiet">{words.commandBarNothing}</p>}
          {commands.map((command, index) => (
            <div key={`${command.group} ${command.key}`} role="presentation">
              {commands[index - 1]?.group !== command.group && (
                <p class="commands-group">{words.commandBarGroups[command.group]}</p>
              )}
              <button
                id={`command-${index}`}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onClick={() => run(command)}
              >
                <span class="command-text">{command.text}</span>
                {command.hint &&
                  (command.group === 'actions' ? <kbd>{command.hint}</kbd> : <span class="quiet">{command.hint}</span>)}
              </button>
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
