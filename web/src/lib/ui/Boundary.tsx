import { Component, type ComponentChildren } from 'preact';
import { useWords } from '../i18n/language';
import { Notice } from './Notice';

/** Keeps a fault in one part of the page there: the rest goes on working, and the fault is told. Give it a `key` to try anew. */
export class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

const Failed = () => <Notice>{useWords().partFailed}</Notice>;
