/** The few elements of an Adaptive Card (version 1.5) that we draw; nothing here reads Markdown. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly fallbackText?: string;
  readonly refresh?: Refresh;
  readonly body: readonly CardElement[];
  readonly actions?: readonly CardAction[];
}

export interface Refresh {
  readonly action: ExecuteAction;
  readonly userIds: readonly string[];
}

export type CardElement = RichTextBlock | Container | Table | ActionSet | Input;

interface Frame {
  readonly id?: string;
  readonly isVisible?: false;
  readonly separator?: true;
  readonly spacing?: 'none' | 'small' | 'medium' | 'large';
}

export interface RichTextBlock extends Frame {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
}

export interface TextRun extends TextLook {
  readonly type: 'TextRun';
  readonly text: string;
}

/** How words look; absent members are as Teams has them. */
export interface TextLook {
  readonly size?: 'small' | 'medium' | 'large';
  readonly weight?: 'bolder';
  readonly italic?: true;
  readonly fontType?: 'monospace';
  readonly isSubtle?: true;
  readonly color?: 'attention';
  readonly selectAction?: OpenUrlAction;
}

export type ContainerStyle = 'default' | 'emphasis' | 'good' | 'warning' | 'attention';

export interface Container extends Frame {
  readonly type: 'Container';
  readonly style?: ContainerStyle;
  readonly bleed?: true;
  readonly items: readonly CardElement[];
}

export interface Table extends Frame {
  readonly type: 'Table';
  readonly columns: readonly { readonly width: 1 }[];
  readonly firstRowAsHeaders: true;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly type: 'TableRow';
  readonly cells: readonly TableCell[];
}

export interface TableCell {
  readonly type: 'TableCell';
  readonly items: readonly RichTextBlock[];
}

export interface ActionSet extends Frame {
  readonly type: 'ActionSet';
  readonly actions: readonly CardAction[];
}

export type CardAction = ExecuteAction | SubmitAction | ToggleAction;

interface ActionFrame {
  readonly title?: string;
  readonly style?: 'positive' | 'destructive';
  /** Comes back with the press. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Whether what was typed comes back with it: `auto`, if not said. */
  readonly associatedInputs?: 'auto' | 'none';
}

/** Answered in place. */
export interface ExecuteAction extends ActionFrame {
  readonly type: 'Action.Execute';
  readonly verb: string;
  /** For clients that do not know it. */
  readonly fallback?: SubmitAction;
}

export interface SubmitAction extends ActionFrame {
  readonly type: 'Action.Submit';
}

export interface ToggleAction {
  readonly type: 'Action.ToggleVisibility';
  readonly title: string;
  readonly targetElements: readonly string[];
}

export interface OpenUrlAction {
  readonly type: 'Action.OpenUrl';
  readonly url: string;
}

export type Input = TextInput | NumberInput | DateInput | ChoiceInput;

interface InputFrame extends Frame {
  readonly id: string;
  readonly label: string;
  readonly placeholder?: string;
}

export interface TextInput extends InputFrame {
  readonly type: 'Input.Text';
  readonly value?: string;
  readonly isMultiline?: true;
  readonly maxLength?: number;
}

export interface NumberInput extends InputFrame {
  readonly type: 'Input.Number';
  readonly value?: number;
}

export interface DateInput extends InputFrame {
  readonly type: 'Input.Date';
  readonly value?: string;
  readonly min?: string;
  readonly max?: string;
}

export interface ChoiceInput extends InputFrame {
  readonly type: 'Input.ChoiceSet';
  /** Several values are joined by commas. */
  readonly value?: string;
  readonly choices: readonly Choice[];
  readonly style: 'expanded' | 'compact' | 'filtered';
  readonly isMultiSelect?: true;
  readonly wrap?: true;
  /** Teams looks the people of the organisation up. */
  readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string };
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}
