/** Bands of the semáforo, worst first; `sin-dato` (no avance) is none of them. */
export const bandas = ["critico", "bajo", "medio", "satisfactorio", "sobresaliente"] as const;
