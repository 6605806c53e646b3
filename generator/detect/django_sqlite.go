package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// sqliteFile reports a database in a file that the settings put beside the sources.
func (d *detector) sqliteFile(settings *module) {
	db := d.src.resolve(frame{mod: settings}, "DATABASES")
	v := boundValue(db)
	if v == nil {
		return
	}
	line, file, env := 0, "", ""
	v.Walk(func(e *python.Expr) {
		switch {
		case isString(e, "django.db.backends.sqlite3") && line == 0:
			line = e.Line
		case relativeDatabase(e) && file == "":
			file = e.Text
		case e.Kind == python.CallExpr && file == "" && env == "":
			// os.getenv("DB_NAME", BASE_DIR / "db.sqlite3") comes before its parts.
			if call := d.src.constant(db.frame(), e, maxHops); call.env != "" && e.Argument(1, "default") != nil {
				e.Argument(1, "default").Walk(func(part *python.Expr) {
					if relativeDatabase(part) {
						env = call.env
					}
				})
			}
		}
	})
	if line > 0 && file != "" {
		d.writesBeside(db.mod.place(d.in, line), "the SQLite database "+file, env, "")
	}
}

// relativeDatabase recognises the name of a database file, which a backend's name looks like.
func relativeDatabase(e *python.Expr) bool {
	return e.Kind == python.StringExpr && !strings.HasPrefix(e.Text, "/") && !strings.HasPrefix(e.Text, "django.db.") && slices.Contains([]string{".sqlite3", ".sqlite", ".db"}, path.Ext(e.Text))
}
