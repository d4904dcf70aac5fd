import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../i18n/language';
import { Notice } from './Notice';

/** A part that few open is downloaded when it is opened. When that fails it says so in its place; opened again, it is tried again. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const words = useWords();
    const [state, setState] = useState<'loading' | 'loaded' | 'failed'>(loaded ? 'loaded' : 'loading');
    useEffect(() => {
      if (loaded) return;
      load().then(
        (part) => {
          loaded = part;
          setState('loaded');
        },
        () => setState('failed'),
      );
    }, []);
    if (state === 'failed') return <Notice>{words.partFailed}</Notice>;
    if (!loaded) return <p class="empty">{words.loading}</p>;
    const Part = loaded;
    return <Part {...props} />;
  };
}
