/**
 * The scripting door of Manicule: `window.manicule`.
 *
 * Everything that crosses is JSON-compatible. Offsets count code points. What goes wrong is thrown as an `Error` whose
 * message is the sentence a person would read. Arguments of a wrong shape are thrown at once, also by methods that
 * return a promise; whatever is found out later rejects the promise. `try { await … }` catches both.
 *
 * `tests/docs.rs` holds this file against the program.
 */

/** What a document's work is at. */
export type DocumentStatus = 'new' | 'in_progress' | 'done' | 'done_empty' | 'skipped' | 'flagged';

/** Everything a person can do, by id. `actions()` gives names and keys. */
export type ActionId =
  | 'annotate'
  | 'apply-label'
  | 'repeat-label'
  | 'hold-label'
  | 'relabel'
  | 'delete'
  | 'edge-left'
  | 'edge-right'
  | 'edge-word-left'
  | 'edge-word-right'
  | 'edge-sentence-back'
  | 'edge-sentence-on'
  | 'next-edge'
  | 'set-span'
  | 'remove-fragment'
  | 'find-occurrences'
  | 'mark-occurrences'
  | 'next-occurrence'
  | 'previous-occurrence'
  | 'toggle-occurrence'
  | 'accept-occurrences'
  | 'review-suggestions'
  | 'accept-suggestion'
  | 'reject-suggestion'
  | 'next-suggestion'
  | 'previous-suggestion'
  | 'order-suggestions'
  | 'find-claims'
  | 'accept-proposal'
  | 'reject-proposal'
  | 'next-proposal'
  | 'previous-proposal'
  | 'next-source'
  | 'toggle-cue'
  | 'toggle-parts'
  | 'next-claim'
  | 'previous-claim'
  | 'rate'
  | 'claims-table'
  | 'who-said-what'
  | 'sort-claims'
  | 'filter-claims'
  | 'claims-everywhere'
  | 'page-claims'
  | 'go-to-claim'
  | 'go-to-place'
  | 'toggle-occurrences'
  | 'look-everywhere'
  | 'find-terms'
  | 'annotators'
  | 'next-difference'
  | 'previous-difference'
  | 'only-differences'
  | 'filter-differences'
  | 'go-to-difference'
  | 'compare-sides'
  | 'compare-files'
  | 'compare-everywhere'
  | 'sort-figures'
  | 'copy-figures'
  | 'note'
  | 'doubt'
  | 'set-attribute'
  | 'group'
  | 'ungroup'
  | 'set-entity'
  | 'start-link'
  | 'link'
  | 'unlink'
  | 'relink'
  | 'confirm'
  | 'select'
  | 'select-alike'
  | 'select-more'
  | 'select-fewer'
  | 'next-annotation'
  | 'previous-annotation'
  | 'pick-here'
  | 'pick-under'
  | 'mark-text'
  | 'caret-left'
  | 'caret-right'
  | 'caret-word-left'
  | 'caret-word-right'
  | 'caret-up'
  | 'caret-down'
  | 'caret-sentence-back'
  | 'caret-sentence-forth'
  | 'caret-block-back'
  | 'caret-block-forth'
  | 'caret-line-start'
  | 'caret-line-end'
  | 'caret-article-start'
  | 'caret-article-end'
  | 'next-pane'
  | 'previous-pane'
  | 'undo'
  | 'redo'
  | 'leave'
  | 'toggle-exact'
  | 'cycle-tags'
  | 'look'
  | 'set-look'
  | 'toggle-focus'
  | 'cycle-sight'
  | 'see-all'
  | 'toggle-furniture'
  | 'furniture-from-here'
  | 'furniture-up-to-here'
  | 'set-block'
  | 'about-article'
  | 'set-article'
  | 'find'
  | 'find-next'
  | 'find-previous'
  | 'open-article'
  | 'next-article'
  | 'previous-article'
  | 'next-to-do'
  | 'next-incomplete'
  | 'previous-to-do'
  | 'done-and-next'
  | 'show-queue'
  | 'sort-queue'
  | 'search-queue'
  | 'pick-article'
  | 'pick-articles'
  | 'drop-picks'
  | 'set-statuses'
  | 'remove-articles'
  | 'export-articles'
  | 'articles-up'
  | 'articles-down'
  | 'articles-first'
  | 'articles-last'
  | 'place-articles'
  | 'unfold-queue'
  | 'unfold-desk'
  | 'toggle-done'
  | 'set-status'
  | 'import-files'
  | 'import-folder'
  | 'import-suggestions'
  | 'accept-above'
  | 'set-above'
  | 'take-above'
  | 'reject-below'
  | 'paste-article'
  | 'add-text'
  | 'remove-article'
  | 'load-newer'
  | 'next-anchor'
  | 'previous-anchor'
  | 'take-anchor'
  | 'leave-anchor'
  | 'show-anchors'
  | 'use-newer'
  | 'unlock-article'
  | 'export'
  | 'copy-export'
  | 'export-lab'
  | 'set-export'
  | 'prepare-export'
  | 'change-export'
  | 'save-export'
  | 'go-to-loss'
  | 'copy-link'
  | 'progress'
  | 'toggle-times'
  | 'count-labels'
  | 'your-data'
  | 'restore-article'
  | 'autosave'
  | 'backup-arrived'
  | 'load-update'
  | 'save-originals'
  | 'remove-originals'
  | 'save-scope'
  | 'erase-scope'
  | 'begin-task'
  | 'hand-in'
  | 'save-hand-in'
  | 'projects'
  | 'open-project'
  | 'new-project'
  | 'rename-project'
  | 'save-project'
  | 'delete-project'
  | 'schemas'
  | 'use-schema'
  | 'schema-pick'
  | 'schema-add'
  | 'schema-set'
  | 'schema-place'
  | 'schema-remove'
  | 'schema-merge'
  | 'schema-split'
  | 'schema-value'
  | 'schema-rebase'
  | 'schema-count'
  | 'schema-back'
  | 'schema-drop'
  | 'schema-keep'
  | 'schema-take'
  | 'schema-import'
  | 'schema-export'
  | 'guidelines'
  | 'edit-guidelines'
  | 'write-guidelines'
  | 'preview-guidelines'
  | 'set-guidelines'
  | 'drop-guidelines'
  | 'load-guidelines'
  | 'save-guidelines'
  | 'save-stored'
  | 'menu'
  | 'palette'
  | 'history'
  | 'go-to-step'
  | 'keys'
  | 'set-keys'
  | 'toggle-single'
  | 'help';

/** Ids of formats. */
export type FormatId =
  | 'native'
  | 'labelstudio'
  | 'brat'
  | 'prodigy'
  | 'huggingface'
  | 'conll'
  | 'conll-bilou'
  | 'doccano'
  | 'doccano-relations'
  | 'csv'
  | 'tsv'
  | 'attribution'
  | 'webannotation'
  | 'pubannotation'
  | 'cas'
  | 'averitec'
  | 'checkthat'
  | 'claimreview';

/** What can be heard with `on`. */
export type EventName = 'change' | 'saved' | 'open' | 'error';

/** What a listener is given. */
export interface ManiculeEvent {
  /**
   * `change`: the sentence that names the step. `open`: the id of the document, empty for none. `saved`: what the chip
   * says. `error`: why something is not saved.
   */
  detail: string;
}

/** The door. */
export interface Manicule {
  /** The program's version. */
  readonly version: string;
  /** Resolves when the page shows its article. */
  readonly ready: Promise<void>;

  /** The formats that can be read or written. */
  formats(): Format[];
  /** The table from which keys, buttons and the help sheet are made. */
  actions(): ActionRow[];
  /** The documents in the order of the queue, loaded or not. */
  documents(): DocumentRow[];
  /** The project around the documents. */
  project(): Project;
  /**
   * Does what a key or button does. Takes what it needs from `args` and, for the rest, what is picked out. Throws when
   * it does not apply. A step in a document that is not loaded happens after it was read; then `changed` is false, and
   * `idle()` tells when it is done.
   */
  dispatch(action: ActionId, args?: ActionArgs): Done;
  /** Has `callback` called, later and on its own, whenever something happens. Returns what ends that. */
  on(event: EventName, callback: (event: ManiculeEvent) => void): () => void;
  /** Resolves when everything is drawn and every store has answered, be it with a refusal: see the event `error`. */
  idle(): Promise<void>;
  /**
   * Reads files, adds their articles and opens the first; resolves when they are stored. Opens no sheet, and leaves one that is
   * up as it is. Files of every kind that people can open come in; what is left out of a web page is told among the issues, with
   * `kept: true`. With `preview` it only tells what would come in.
   */
  importFiles(files: SourceFile[], options?: ImportOptions): Promise<ImportReport>;
  /**
   * Writes documents; nothing is downloaded. Formats of other tools are written by the workshop, which has one export at a
   * time: while the page's own is being prepared or saved, this is refused; one that lies there prepared is let go. Where a
   * document cannot be read from storage, nothing is written: it is thrown which one.
   */
  exportFiles(format?: FormatId, options?: ExportOptions): Promise<ExportResult>;
  /** Shows a document; resolves when it is drawn. */
  open(id: string): Promise<void>;
  /** A loaded document, by default the one that is shown, as a line of the native format with the schema in full. */
  document(id?: string): Line;
}

/** A stretch of a text, in code points. */
export interface Stretch {
  /** First code point. */
  start: number;
  /** One past the last. */
  end: number;
}

/** What an action is told. Each action takes what it needs; `null` is the same as leaving out. */
export interface ActionArgs {
  /** An annotation (`relabel`, `delete`, `select`, `set-span`, `remove-fragment`), a relation (`unlink`, `relink`, `note`, `set-attribute`), a suggestion (`review-suggestions`, `accept-suggestion`, `reject-suggestion`; without it, the one that is looked at), an action (`set-keys`), or a project, empty for the site's first (`open-project`, `save-project`, `delete-project`). */
  id?: string | null;
  /**
   * Annotations, where several are meant (`relabel`, `delete`, `note`, `doubt`); articles (`set-statuses`,
   * `remove-articles`, `export-articles`, `place-articles`, `articles-up` …); without it, those that are picked out.
   * Several articles of which one field is set (`set-article`). Paragraphs of the open article, by the ids that its
   * line has for them (`toggle-furniture`, `set-block`, `furniture-from-here`, `furniture-up-to-here`).
   * Suggestions of one article (`accept-suggestion`, `reject-suggestion`).
   */
  ids?: string[] | null;
  /** A label of the schema (`annotate`, `apply-label`, `hold-label`, `relabel`, `cycle-sight`); the one that a suggestion is taken with (`accept-suggestion`); the one whose differences are shown, without it all (`filter-differences`). */
  label?: string | null;
  /**
   * Where to annotate, as given, edges and all; without it, the words that are picked out (`annotate`). Where an
   * annotation is to stand (`set-span`). Which parts of it to take away; without it, the one whose edge keys move
   * (`remove-fragment`). The words to pick out, the first of them (`select`).
   */
  fragments?: Stretch[] | null;
  /** A relation kind of the schema (`link`, `relink`); `all` for the list of articles (`annotators`); a ready schema, or `empty` (`new-project`, by default `news`); what a paragraph is: `title`, `deck`, `byline`, `dateline`, `h1` to `h6`, `p`, `quote`, `li`, `caption`, `other` (`set-block`), `furniture` or `body`, instead of the other way round (`toggle-furniture`); `exact`, `moved`, `doubtful`, `lost` (`show-anchors`; without it, all); `same` for all with the same words (`take-anchor`); which articles are exported, as `which` of `set-export` (`export-lab`); `as`, to save at a place that is chosen, `share`, to hand it to the system’s sheet (`save-export`); `swap`, `everyone`, `rejected` (`compare-sides`); `second`, to go to what the second side has (`go-to-difference`); the column, `label`, `first`, `second`, `same`, `only-first`, `only-second`, `precision`, `recall`, `exact`, `overlap` (`sort-figures`); `save`, as a file (`copy-figures`). */
  kind?: string | null;
  /** The annotation where a link starts (`link`), or is to start (`relink`). */
  from?: string | null;
  /** The annotation where it ends (`link`), or is to end (`relink`); a label that another becomes (`schema-merge`, `schema-remove`); a value that others become, without it they are taken away (`schema-value`). */
  to?: string | null;
  /** A document, by default the one that is shown (`open-article`, `set-status`, `remove-article`, `pick-article`, `unlock-article`, `load-newer`); the one before which others are put (`place-articles`; without it, behind all); any of those about the article that is compared (`annotators`); the one that a field is set of (`set-attribute`, `set-article`); the one whose suggestions are meant (`review-suggestions`, `accept-suggestion`, `reject-suggestion`). */
  document?: string | null;
  /** `set-status`; which articles `show-queue` lists: `all`, `to-do`, `done`, `skipped`, `flagged`, `doubtful`, `behind`, `incomplete`; `set-statuses`. Set to done, articles that lack a required value are refused once; the same again does it. */
  status?: DocumentStatus | null;
  /** In which order suggestions are gone through: `text`, `score`, `doubt`; without it, the next of these (`order-suggestions`). The text of a new article (`add-text`), or of a newer version of one (`load-newer`; without it, it is asked for); a project's name (`new-project`, `rename-project`); what to search for and filter by (`find`); a note (`note`), a
   *  reason (`doubt`). */
  text?: string | null;
  /** An attribute by its name (`set-attribute`, `schema-set`, `schema-value`); with `id` of a relation, one of the relation's. */
  attribute?: string | null;
  /** Its values; none take it away (`set-attribute`); those of which something becomes, without any all (`schema-value`). The number of the row to start from, from 0 (`next-difference`). The two sides, each `here` or the number of a file, then `:person:`, a number from 0 and `:` with the person's id, or `:engine:` and its id; empty for the one that is there (`compare-sides`). */
  values?: string[] | null;
  /** The page of an entity, or its Wikidata id (`set-entity`; `text` is its name). */
  link?: string | null;
  /**
   * A field of a label, a relation kind, an attribute or the schema (`schema-set`: `name`, `id`, `key`, `values`, …); what
   * to add: `label`, `relation`, `attribute` (`schema-add`); `document` or `schema`, to be shown (`schema-pick`);
   * `annotations`, where what carries a label is to be deleted with it (`schema-remove`). What is meant is named by
   * `label` or `kind`, and `attribute`; without either, by the attributes of a document. `files`, where a new project is to
   * be made of files that are chosen next (`new-project`, in its sheet); `now`, where a project goes that was asked about
   * (`delete-project`). What is known of an article: `title`, `author`, `published`, `url`, `site`, `lang`
   * (`set-article`; `text` is what it says, empty for nothing). What is chosen for an export (`set-export`): `formats`, `labels`,
   * `people` (`values` are all of them, or `text` the one that is taken up or let go); `which` (`all`, `done`, `picked`, `open`),
   * `overlaps` (`longest`, `first`), `fragments` (`join`, `split`), `cut-tokens` (`widen`, `cut`, `leave`); `dev`, `test` in per cent,
   * `seed`, `title`, `description`, `license`, `date`; `suggestions` (`none`, `open`, `all`: those that were rejected
   * as well); `bundle`, `body-only`, `short-labels`, `names`, `split`,
   * `by-label` (`yes`, `no`; the other way round without a `text`); `shown`, the file that is looked into (`step` is its number).
   * Which suggestions are accepted by score (`set-above`): `everywhere`, `unscored` (`yes`, `no`), `model`, `labels` (as above),
   * `score` (from 0 to 1).
   */
  field?: string | null;
  /** Keys of the command `id`; without them, its first ones (`set-keys`). */
  keys?: string[] | null;
  /** How many steps are to be done; the others are undone (`go-to-step`). The number of a place, from 0 (`toggle-occurrence`, `schema-place`), or of a row (`next-difference`, `go-to-difference`, `next-anchor`); the number of a place, from 1 (`take-anchor`); of a file, from 0 (`set-export`). */
  step?: number | null;
  /** Whether the caret picks out what it passes (`caret-…`); whether all up to the annotation or article is selected (`select`, `pick-article`). */
  extend?: boolean | null;
  /** Whether the annotation is selected beside the others, or let go from among them (`select`, `pick-article`). */
  add?: boolean | null;
}

/** What an action came to. */
export interface Done {
  /** The id of the annotation, relation or document that was made. */
  id: string | null;
  /** Whether the data changed. */
  changed: boolean;
}

/** A format. */
export interface Format {
  id: FormatId;
  name: string;
  /** Whether it can be read. */
  import: boolean;
  /** Whether it can be written. */
  export: boolean;
}

/** A row of the table of actions. */
export interface ActionRow {
  id: ActionId;
  name: string;
  /** Its first key; `Mod` is Ctrl, on a Mac Cmd. */
  key: string | null;
  keys: string[];
  /** Whether it changes the data, so that it can be undone. */
  changes: boolean;
  /** Whether it would do something now without being told more. */
  applies: boolean;
}

/** A document of the queue. */
export interface DocumentRow {
  id: string;
  title: string;
  status: DocumentStatus;
  /** How many annotations it has. */
  spans: number;
  /** The article: the id of the document that has it as its own. Several people's documents about one article have one. */
  article: string;
  /** Whose work it is: an id of the project's `annotators`. */
  annotator: string | null;
  /** Whether it is read-only until `unlock-article`. */
  locked: boolean;
}

/** The project around the documents. */
export interface Project {
  id: string;
  name: string;
  guidelines: string;
  schema: Schema;
  entities: Entity[];
  annotators: Annotator[];
}

/** A file to read. A name that ends in `.jsonl`, `.ndjson` or `.json` is read as the native format, others as text. */
export type SourceFile = { name: string; text: string } | { name: string; bytes: Uint8Array };

/** How to import. */
export interface ImportOptions {
  /** Only tell, change nothing. */
  preview?: boolean | null;
  /** What the offsets of annotated files of other tools count, where those do not say: `code_point`, `utf16`, `byte`. */
  counting?: string | null;
  /**
   * What is marked comes in as suggestions of a model, on the articles that are here already (by id or text). `model` is its
   * name; where it is missing, what the files say. `replace` takes those of its open suggestions out that the files do not
   * have any more. What is marked here, or was rejected, is not suggested again: `issues` say how many that were. Links come
   * along, and are made once both of their ends are accepted.
   */
  suggestions?: AsSuggestions | null;
}

/** What is marked in files becomes suggestions. */
export interface AsSuggestions {
  /** The model. */
  model?: string | null;
  /** Whether its open suggestions go that the files do not have any more. */
  replace?: boolean | null;
}

/** What an import came to. */
export interface ImportReport {
  /** How many articles came in. */
  added: number;
  /** Whether the store took everything; false for a preview. */
  stored: boolean;
  documents: DocumentRow[];
  /** Everything that could not be taken as it stands. */
  issues: ImportIssue[];
}

/** A remark on what was read. */
export interface ImportIssue {
  file: string;
  /** From 1; 0 for the whole file. */
  line: number;
  /** The place on the line, as `spans[3]`; may be empty. */
  path: string;
  /** The sentence. */
  message: string;
  /** Whether the record was taken all the same. */
  kept: boolean;
}

/** What to export. */
export interface ExportOptions {
  /** These documents, in this order; without it, all. */
  documents?: string[] | null;
  /** Without the page's furniture. The native format always carries the whole text and refuses this. */
  body?: boolean | null;
  /**
   * Suggestions: `none`, those that are `open`, or `all`: those that were rejected as well. Without it the native format has all of
   * them, and the others none.
   */
  suggestions?: 'none' | 'open' | 'all' | null;
}

/** What an export came to. */
export interface ExportResult {
  files: ExportedFile[];
  /** What the format could not say; the native format says everything. */
  losses: ExportLoss[];
  /** Places in the files (numbers, words) that were read again and held against what is marked; 0 for the native format. */
  checked: number;
  /** How many of them are not what is marked. Anything but 0 is a fault of Manicule. */
  wrong: number;
}

/** A file that was written. */
export interface ExportedFile {
  name: string;
  text: string;
}

/** Something that a format could not say. */
export interface ExportLoss {
  /** `overlaps`, `relations` and so on. */
  what: string;
  /** What became of it: `left`, `joined`, `split`, `widened`, `cut`, `shortened`, `rewritten`, `kept`. */
  how: string;
  count: number;
  /** The document of the first. */
  document: string;
  /** The annotation of the first, where it is one's. */
  annotation: string | null;
}

// ---- the native format, `article-annotations` 1.0 ----------------------------------------------
// The same keys in files, in stored records and here. `native.schema.json` is the JSON Schema.

/** One article and everything said about it. */
export interface Line {
  format: 'article-annotations';
  version: string;
  id: string;
  /** The text itself; never changes. */
  text: string;
  /** SHA-256 of its UTF-8 bytes, in hexadecimal. */
  text_sha256: string;
  /** What `start` and `end` count. */
  offset_unit: 'codepoint';
  length: Length;
  /** BCP 47. */
  lang: string | null;
  meta: Meta;
  /** The reading view. */
  blocks: Block[];
  /** The annotations, by start, longer first, then id. */
  spans: Span[];
  /** By id. */
  relations: Relation[];
  /** Mentions of one entity; derived from the spans. */
  groups: Group[];
  /** Values of document attributes. */
  doc_labels: DocLabel[];
  /** The people named here. */
  annotators: Annotator[];
  schema: Schema;
  /** Whose work it is: an id of `annotators`. */
  annotator: string | null;
  status: DocumentStatus;
  /** What engines or files propose; never counted as annotations. */
  suggestions: Span[];
  /** The real-world things named here. */
  entities: Entity[];
  intake: Intake;
  project: ProjectReference;
}

/** The length of a text in each unit. */
export interface Length {
  codepoints: number;
  utf16: number;
  utf8: number;
}

/** What is known of an article. */
export interface Meta {
  title: string | null;
  url: string | null;
  site: string | null;
  author: string | null;
  published: string | null;
  retrieved: string | null;
  license: string | null;
  extra: Pair[];
}

/** A name and a value. */
export interface Pair {
  name: string;
  /** `true`, `false`, a decimal, an RFC 3339 date or text; the type stands in the schema. */
  value: string;
}

/** A block of the reading view. */
export interface Block {
  id: number;
  type: 'title' | 'deck' | 'byline' | 'dateline' | 'h' | 'p' | 'quote' | 'li' | 'caption' | 'other';
  /** Of a heading. */
  level: number | null;
  role: 'body' | 'furniture';
  start: number;
  end: number;
}

/** One piece of a span. */
export interface Fragment {
  start: number;
  end: number;
  start_utf16: number;
  end_utf16: number;
  /** The words there. */
  text: string;
}

/** A page in a knowledge base. */
export interface Link {
  kb: string;
  id: string;
}

/** Why somebody should look again. */
export interface Doubt {
  source: 'person' | 'moved';
  reason: string;
}

/** An annotation or a suggestion. */
export interface Span {
  id: string;
  /** The kind of its label. */
  layer: 'entity' | 'claim' | 'cue';
  label: string;
  /** At least one; sorted, disjoint. */
  fragments: Fragment[];
  /** One pair for each value. */
  attrs: Pair[];
  /** Pages of its entity; derived. */
  links: Link[];
  note: string | null;
  /** Id of its entity. */
  entity: string | null;
  doubt: Doubt | null;
  /** Who made it. */
  by: string | null;
  /** When (RFC 3339). */
  at: string | null;
  changed: string | null;
  origin: 'human' | 'model' | 'import';
  engine: string | null;
  /** From 0 to 1, in thousandths. */
  score: number | null;
  original_id: string | null;
  status: 'final' | 'suggested' | 'rejected';
}

/** A relation between two annotations. */
export interface Relation {
  id: string;
  /** Id of its kind. */
  label: string;
  from: string;
  to: string;
  directed: boolean;
  attrs: Pair[];
  note: string | null;
  by: string | null;
  at: string | null;
  changed: string | null;
  origin: 'human' | 'model' | 'import';
  engine: string | null;
  score: number | null;
  original_id: string | null;
  status: 'final';
}

/** Mentions of one thing. */
export interface Group {
  id: string;
  kind: 'coreference';
  label: string;
  /** Ids of spans. */
  members: string[];
}

/** A value of a document attribute. */
export interface DocLabel {
  layer: string;
  label: string;
}

/** Somebody who annotates. */
export interface Annotator {
  id: string;
  name: string | null;
}

/** A real-world thing. */
export interface Entity {
  id: string;
  name: string;
  link: string | null;
  note: string | null;
}

/** A label schema. */
export interface Schema {
  id: string;
  version: number;
  /** The version under which the document was done. */
  used: number;
  /** Whether what follows is the schema; false: the first line of the file has it. */
  full: boolean;
  name: string;
  labels: Label[];
  relations: RelationKind[];
  /** Document attributes. */
  document: Attribute[];
  /** Ids that labels and relation kinds had before they were renamed or merged. */
  former: { of: 'label' | 'relation'; from: string; to: string }[];
}

/** A label. */
export interface Label {
  id: string;
  name: string;
  short: string;
  kind: 'entity' | 'claim' | 'cue';
  /** Place in the palette, from 0. */
  color: number;
  key: string | null;
  parent: string | null;
  description: string;
  /** Words that it would stand on. */
  example: string;
  /** Its part of the guidelines, in Markdown. */
  guideline: string;
  /** Where the edges of a selection go. */
  snap: 'words' | 'words-with-quotes' | 'exact';
  /** Whether it is not offered any more; what carries it keeps it. */
  retired: boolean;
  attributes: Attribute[];
}

/** A relation kind. */
export interface RelationKind {
  id: string;
  name: string;
  /** Labels it may start at; empty for any. */
  from: string[];
  /** Labels it may end at; empty for any. */
  to: string[];
  /** Whether it fills a slot of a claim. */
  slot: boolean;
  /** How many of it one span may start. */
  at_most: number | null;
  attributes: Attribute[];
}

/** An attribute. */
export interface Attribute {
  name: string;
  title: string;
  kind: 'flag' | 'text' | 'number' | 'scale' | 'choice' | 'many' | 'date' | 'link';
  min: number | null;
  max: number | null;
  values: string[];
  required: boolean;
  default: string[];
  /** How to choose a value. */
  hint: string;
}

/** How a text came in, and what was changed then. */
export interface Intake {
  file: string | null;
  byte_order_mark: boolean;
  crlf: number;
  cr: number;
  nul: number;
  surrogates: number;
}

/** The project a document belongs to. */
export interface ProjectReference {
  id: string | null;
  name: string | null;
  guidelines: string | null;
  articles: number | null;
}

declare global {
  interface Window {
    /** There as soon as the program runs; `ready` tells when the page is. */
    readonly manicule: Manicule;
  }
}
