import { type ComponentProps, type Ref, useRef } from 'react'
import { Button } from './button'

interface FileButtonProps extends Pick<ComponentProps<typeof Button>, 'kind' | 'icon' | 'keys'> {
  /** What the button says, and what the chooser behind it is called. */
  readonly label: string
  readonly accept: string
  readonly onFile: (file: File) => void
  /** The button itself, for a key that does what a click on it does. */
  readonly button?: Ref<HTMLButtonElement>
}

/** A button that lets a file be chosen. */
export function FileButton({ label, accept, onFile, button, ...looks }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button ref={button} {...looks} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        className="spoken"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
          // The same file, mended, can be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}
