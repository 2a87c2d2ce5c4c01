/** Style sheets come into bundles as text. */
declare module '*.css' {
  const text: string;
  export default text;
}
