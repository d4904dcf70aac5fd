import type { ComponentChildren } from 'preact';

/** A sentence about what went wrong and what to do, read out when it appears. */
export const Notice = ({ children }: { children: ComponentChildren }) => (
  <p class="notice" role="alert">
    {children}
  </p>
);
