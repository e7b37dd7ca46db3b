import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { KeysHelp } from './keys-help.tsx';
import { Menu } from './menu.tsx';
import { Palette } from './palette.tsx';
import { Problems } from './problems.tsx';
import { Scenarios } from './scenarios.tsx';
import { Why } from './why.tsx';

/** What lies over the page: one thing at a time. */
export function Overlays(): VNode | null {
  const overlay = useApp().store.overlay.value;
  switch (overlay?.kind) {
    case undefined:
      return null;
    case 'menu':
      return <Menu key={overlay.entity} entity={overlay.entity} at={overlay.at} />;
    case 'palette':
      return <Palette />;
    case 'keys':
      return <KeysHelp />;
    case 'scenarios':
      return <Scenarios />;
    case 'why':
      return <Why />;
    case 'problems':
      return <Problems problem={overlay.problem} />;
  }
}
