package knowledge

// Sources says where applications are looked for and what is left out.
type Sources struct {
	// SkipDirs and SkipFiles are names, or patterns of path.Match, that are never read.
	SkipDirs  []string `toml:"skip_dirs"`
	SkipFiles []string `toml:"skip_files"`
	// AsideDirs are searched too, but what lies there stands behind everything else.
	AsideDirs []string `toml:"aside_dirs"`
	// Modules are the names of modules that usually hold the application.
	Modules []string `toml:"modules"`
	// Scripts are the files of a script project that are started when nothing else is, in
	// the project's directory, equal among themselves.
	Scripts []string `toml:"scripts"`
	// HealthPaths are the routes that answer health checks, the best first.
	HealthPaths []string `toml:"health_paths"`
	// Tasks are last words of console scripts that do something once: shop-validate.
	Tasks []string `toml:"tasks"`
	// HealthEndings count too, at the end of a longer path.
	HealthEndings []string `toml:"health_endings"`
	// ProductionSettings are the names of settings modules for production, in a package of several.
	ProductionSettings []string `toml:"production_settings"`
	// SettingsClasses are the base classes whose fields are read from variables of the environment,
	// SettingsFields the functions that describe such a field.
	SettingsClasses []string `toml:"settings_classes"`
	SettingsFields  []string `toml:"settings_fields"`
	// FlatDirs and FlatModules are names at the top of a project, as patterns, that setuptools leaves
	// alone when it looks for the one package, or the one module, of a project without settings.
	FlatDirs    []string `toml:"flat_dirs"`
	FlatModules []string `toml:"flat_modules"`
	MaxFiles    int      `toml:"max_files"`
	MaxBytes    int64    `toml:"max_bytes"`
	MaxDepth    int      `toml:"max_depth"`
}
