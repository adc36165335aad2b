import { useSyncExternalStore } from 'react'
import { useAppSelector } from './store'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const listen = (listener: () => void) => {
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}

/** Light or dark, as the person chose or as the computer is. */
export function useScheme(): 'light' | 'dark' {
  const theme = useAppSelector(({ preferences }) => preferences.theme)
  const computerIsDark = useSyncExternalStore(listen, () => dark.matches)
  return theme === 'system' ? (computerIsDark ? 'dark' : 'light') : theme
}
