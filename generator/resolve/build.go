package resolve

// buildPolicy is no-build and no-binary of the settings in force. (spec/uvlock.md section 4.4)
type buildPolicy struct {
	noBuild, noBinary                 bool
	noBuildPackages, noBinaryPackages names
	// firstParty are workspace members: no-build does not hold for them (uv 0.12.6).
	firstParty names
}

func (r *Resolver) newPolicy() buildPolicy {
	s := r.p.Settings
	return buildPolicy{
		noBuild:  s.NoBuild != nil && *s.NoBuild,
		noBinary: s.NoBinary != nil && *s.NoBinary,
		// The lists of the other option are exceptions to "all".
		noBuildPackages: nameSet(s.NoBuildPackage), noBinaryPackages: nameSet(s.NoBinaryPackage),
		firstParty: r.shared.members,
	}
}

// binary says whether wheels of a package may be used.
func (b *buildPolicy) binary(name string) bool {
	return !b.noBinaryPackages[name] && (!b.noBinary || b.noBuildPackages[name])
}

// build says whether a package may be built from source. tree is true for directories.
func (b *buildPolicy) build(name string, tree bool) bool {
	if tree && b.firstParty[name] {
		return true
	}
	return !b.noBuildPackages[name] && (!b.noBuild || b.noBinaryPackages[name])
}
