/** The one verb that shows everything, global in every cell. */

interface NnbookDisplay {
  /** Shows a value in the cell's output, with the view that suits it: tensor, module, curves, text. */
  (value: unknown, options?: NnbookDisplayOptions): void;
  /** The computation graph behind a tensor, with each node's value and gradient. */
  graph(output: import('nnbook').Tensor, options?: NnbookDisplayOptions): void;
  /** Steps through a backward pass from `loss`, node by node. */
  backward(loss: import('nnbook').Tensor, options?: NnbookDisplayOptions): void;
  /** Gradient norm, spread and cause, layer by layer, after `backward()`. */
  gradientFlow(module: import('nnbook').nn.Module, options?: NnbookDisplayOptions): void;
  /** Series over steps, for example loss and accuracy; live when shown before they grow. */
  curves(...args: any[]): any;
  /** Attention weights, `[..., heads, queries, keys]`, with the tokens they stand for. */
  attention(...args: any[]): void;
  /** A Plotly figure: traces and layout. */
  plot(data: readonly object[] | object, layout?: object, config?: object): void;
  /** Analytic against numeric gradients, parameter by parameter. */
  gradcheck(...args: any[]): any;
  /** Plain text, HTML-safe. */
  text(value: string): void;
  [view: string]: any;
}

interface NnbookDisplayOptions {
  /** Title in the view's header. */
  title?: string;
  [option: string]: unknown;
}

declare const display: NnbookDisplay;
