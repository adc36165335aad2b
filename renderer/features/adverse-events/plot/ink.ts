import { useSyncExternalStore } from 'react'

/** The colours of the plot, as the tokens have them in the present scheme. */
export interface Ink {
  readonly font: string
  readonly ground: string
  readonly text: string
  readonly quiet: string
  readonly soft: string
  readonly line: string
  readonly fill: string
  readonly mark: string
  readonly select: string
  readonly accent: string
  readonly accentText: string
  readonly alarm: string
  readonly onAlarm: string
  readonly dose: string
  readonly grades: Readonly<Record<1 | 2 | 3 | 4 | 5, { readonly fill: string; readonly text: string }>>
}

function readInk(): Ink {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  const grade = (number: number) => ({ fill: token(`--g${number}`), text: token(`--g${number}-t`) })
  return {
    font: token('--font'),
    ground: token('--n1'),
    text: token('--n12'),
    quiet: token('--n10'),
    soft: token('--n11'),
    line: token('--n4'),
    fill: token('--n5'),
    mark: token('--n8'),
    select: token('--a2'),
    accent: token('--a9'),
    accentText: token('--a11'),
    alarm: token('--red'),
    onAlarm: token('--on-red'),
    dose: token('--drug-lu'),
    grades: { 1: grade(1), 2: grade(2), 3: grade(3), 4: grade(4), 5: grade(5) },
  }
}

const scheme = (): string => document.documentElement.getAttribute('data-mantine-color-scheme') ?? 'light'

function watchScheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
  return () => observer.disconnect()
}

const inks = new Map<string, Ink>()

/** Read once for each colour scheme: a canvas does not follow tokens by itself. */
export function useInk(): Ink {
  const now = useSyncExternalStore(watchScheme, scheme)
  const known = inks.get(now) ?? readInk()
  inks.set(now, known)
  return known
}
