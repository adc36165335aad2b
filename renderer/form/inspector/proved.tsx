import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../../ui/language'
import { proofTexts } from './proof-texts'
import styles from './proved.module.css'

interface ProvedProps {
  readonly shown: string
  /** How it was computed; undefined for what was entered. */
  readonly proof: ReactNode
}

/** A computed figure where no inspector stands beside it: pressed, it says how it came about. */
export function Proved({ shown, proof }: ProvedProps) {
  const say = useTexts(proofTexts)
  if (!proof) return shown
  return (
    <Popover
      position="bottom-start"
      width={300}
      shadow="md"
      returnFocus
      trapFocus
      classNames={{ dropdown: styles.panel ?? '' }}
    >
      <Popover.Target>
        <button type="button" className={styles.shown} title={say('title')}>
          {shown}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('title')}>{proof}</Popover.Dropdown>
    </Popover>
  )
}
