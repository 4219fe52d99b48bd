/** A stylesheet as text; Vite brings it. */
declare module '*.css?inline' {
  const text: string;
  export default text;
}
