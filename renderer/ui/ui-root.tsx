import '@fontsource-variable/inter/wght.css'
import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import './tokens.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/Paper.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/Menu.css'
import '@mantine/core/styles/CloseButton.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/ScrollArea.css'
import '@mantine/spotlight/styles.css'
import './base.css'
import { InspectorProvider } from './inspector'
import { KeysProvider } from './keys'
import { cssVariablesResolver, theme } from './theme'

/** The nonce this page was served with: the only styles that may be added at run time carry it. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** Everything the parts of this folder need around them. */
export function UiRoot({ scheme, children }: { scheme: 'light' | 'dark'; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      forceColorScheme={scheme}
      getStyleNonce={styleNonce}
    >
      <KeysProvider>
        <InspectorProvider>{children}</InspectorProvider>
      </KeysProvider>
    </MantineProvider>
  )
}
