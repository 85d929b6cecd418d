/** What there is to say where the store's head was missing or damaged (`Store.reconstruido`). */
export const memoriaRehecha = {
  where: ".metas/cabeza.json",
  mensaje:
    "El archivo falta o no se puede leer. El programa siguió con lo demás que guarda; lo que no sabe es si a la auditoría le faltan líneas al final.",
  accion: "Compare .metas/auditoria.jsonl con una copia de seguridad, y revise quién toca la carpeta .metas.",
} as const;
