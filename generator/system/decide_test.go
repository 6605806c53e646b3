package system

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

var (
	bookworm   = Distro{Family: "debian", Release: "bookworm"}
	trixie     = Distro{Family: "debian", Release: "trixie"}
	alpine     = Distro{Family: "alpine", Release: "3.24"}
	distroless = Distro{Family: "debian", Release: "trixie", Distroless: true, Provides: []string{"libgomp1", "libstdc++6"}}
)

func table(t *testing.T) knowledge.Native {
	t.Helper()
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return tables.Native
}

// pkg reads "name version how", how being sdist, git, tree, or a wheel's last tag.
func pkg(text string) resolve.Package {
	f := strings.Fields(text)
	p := resolve.Package{Name: f[0], Version: f[1], Line: 10, Source: project.Source{Kind: project.Registry}}
	for _, word := range f[2:] {
		switch word {
		case "direct":
			p.Direct = true
		case "own":
			p.FirstParty = true
		case "lfs":
			p.Source.LFS = true
		case "ssh":
			p.Source.Location = "ssh://git@git.example/a.git"
		case "sdist":
			p.Artifact = resolve.Artifact{Kind: resolve.Sdist, File: f[0] + "-" + f[1] + ".tar.gz"}
		case "git":
			p.Artifact = resolve.Artifact{Kind: resolve.Git, File: "0123abc"}
			p.Source = project.Source{Kind: project.Git, Location: "https://git.example/a.git"}
		case "tree":
			p.Artifact = resolve.Artifact{Kind: resolve.Tree, File: "."}
		default:
			p.Artifact = resolve.Artifact{Kind: resolve.Wheel, File: f[0] + "-" + f[1] + "-cp313-cp313-" + word + ".whl"}
		}
	}
	return p
}

func on(platform string, packages ...string) resolve.Result {
	r := resolve.Result{Target: resolve.Target{Platform: platform}, Roots: []string{"app"}}
	for _, text := range packages {
		r.Packages = append(r.Packages, pkg(text))
	}
	return r
}

func join(list []string) string { return strings.Join(list, " ") }

func codes(l diag.List) string {
	var out []string
	for _, f := range l {
		out = append(out, f.Code)
	}
	return join(slices.Compact(out))
}

const (
	many = "manylinux_2_28_x86_64"
	musl = "musllinux_1_2_x86_64"
)

func TestDecide(t *testing.T) {
	native := table(t)
	for _, c := range []struct {
		name                                string
		distro                              Distro
		packages                            string // separated by commas
		toolchain, build, runtime, findings string
	}{
		{"self-contained wheel", bookworm, "psycopg 3.3.0 any, psycopg-binary 3.3.0 " + many, "", "", "", ""},
		{"wheel that loads a library", bookworm, "psycopg 3.3.0 any", "", "", "libpq5", ""},
		{"compiled", bookworm, "psycopg 3.3.0 any, psycopg-c 3.3.0 sdist", "gcc libc6-dev", "libpq-dev", "libpq5", ""},
		{"compiled on Alpine", alpine, "psycopg-c 3.3.0 sdist", "gcc musl-dev", "libpq-dev", "libpq", ""},
		{"renamed library", trixie, "fiona 1.10.1 sdist", "g++ gcc libc6-dev make", "libgdal-dev", "libexpat1 libgdal36", ""},
		{"wheel with a library outside", bookworm, "fiona 1.10.1 " + many, "", "", "libexpat1", ""},
		{"opencv", bookworm, "opencv-python 5.0.0 " + many, "", "", "libgl1 libglib2.0-0", ""},
		{"opencv, renamed", trixie, "opencv-python 5.0.0 " + many, "", "", "libgl1 libglib2.0-0t64", ""},
		{"opencv, unknown on Alpine", alpine, "opencv-python 5.0.0 sdist", "g++ gcc musl-dev", "", "libstdc++", "alpine-unknown"},
		{"C++ on Alpine", alpine, "pyclipper 1.3.0 sdist", "g++ gcc musl-dev", "", "libstdc++", ""},
		{"Rust", bookworm, "bcrypt 5.0.0 sdist", "cargo-web gcc libc6-dev", "", "", ""},
		{"Rust on Alpine", alpine, "bcrypt 5.0.0 sdist", "cargo gcc musl-dev", "", "libgcc", ""},
		{"Rust with libraries", trixie, "cryptography 46.0.0 sdist", "cargo-web gcc libc6-dev", "libffi-dev libssl-dev pkg-config", "libssl3t64", ""},
		{"Fortran", bookworm, "scipy 1.16.0 sdist", "g++ gcc libc6-dev", "gfortran libopenblas-dev pkg-config", "libgfortran5 libopenblas0-pthread", ""},
		{"pure sdist", bookworm, "docopt 0.6.2 sdist, pystache 0.6.8 sdist", "", "", "", ""},
		{"pure sdist that runs a program", bookworm, "pydub 0.25.1 sdist", "", "", "ffmpeg", ""},
		{"below", bookworm, "python-snappy 0.6.1 sdist", "g++ gcc libc6-dev", "libsnappy-dev", "libsnappy1v5", ""},
		{"not below", bookworm, "python-snappy 0.7.3 any", "", "", "", ""},
		{"version that cannot be read", bookworm, "python-snappy local sdist", "g++ gcc libc6-dev", "libsnappy-dev", "libsnappy1v5", ""},
		{"platform wheel bundles", bookworm, "soundfile 0.13.1 " + many, "", "", "", ""},
		{"pure wheel does not", bookworm, "soundfile 0.13.1 any", "", "", "libsndfile1", ""},
		{"feature, transitive", bookworm, "scapy 2.6.0 any", "", "", "", "native-optional"},
		{"feature, direct", bookworm, "scapy 2.6.0 any direct", "", "", "libpcap0.8", ""},
		{"unknown wheel", bookworm, "nobody-knows 1.0 " + many, "", "", "", ""},
		{"unknown sdist", bookworm, "nobody-knows 1.0 sdist", "g++ gcc libc6-dev make", "", "", "unknown-native"},
		{"unknown sdist on Alpine", alpine, "nobody-knows 1.0 sdist", "g++ gcc make musl-dev", "", "libgcc libstdc++", "unknown-native"},
		{"derived", bookworm, "lmdb 1.7.0 sdist", "g++ gcc libc6-dev make", "liblmdb-dev", "liblmdb0", "native-derived"},
		{"derived, other release", bookworm, "aioquic 1.2.0 sdist", "g++ gcc libc6-dev make", "libssl-dev", "", "native-derived"},
		{"derived, compiler only", bookworm, "aiohttp 3.12.0 sdist", "g++ gcc libc6-dev make", "", "", ""},
		{"derived, gone", trixie, "python-pcre 0.7 sdist", "g++ gcc libc6-dev make", "", "", "native-gone"},
		{"derived, a wheel needs nothing", bookworm, "lmdb 1.7.0 " + many, "", "", "", ""},
		{"uncertain", bookworm, "rawpy 0.25.0 sdist", "g++ gcc libc6-dev", "libraw-dev pkg-config", "libraw20", "native-uncertain"},
		{"unverified on Alpine", alpine, "python-rocksdb 0.7.0 sdist", "g++ gcc musl-dev", "bzip2-dev lz4-dev rocksdb-dev snappy-dev zlib-dev", "libstdc++ rocksdb", "native-uncertain"},
		{"build tool in the closure", bookworm, "setuptools-scm 9.2.2 any", "", "", "", ""},
		{"git", bookworm, "docopt 0.6.3 git", "", "ca-certificates git", "", ""},
		{"git over ssh with LFS", alpine, "docopt 0.6.3 git ssh lfs", "", "git git-lfs openssh-client-default", "", ""},
		{"own code with a famous name", bookworm, "lxml 1.0 tree own", "", "", "", ""},
		{"path dependency with a row", bookworm, "lxml 6.0 tree", "gcc libc6-dev", "libxml2-dev libxslt1-dev zlib1g-dev", "libxml2 libxslt1.1", ""},
		{"musl wheel where Alpine was impossible", alpine, "onnxruntime 2.0 " + musl, "", "", "", ""},
		{"distroless libraries", distroless, "pyodbc 5.3.0 sdist", "g++ gcc libc6-dev", "unixodbc-dev", "libodbc2", ""},
		{"distroless has it", distroless, "lightgbm 4.6.0 " + many, "", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := Decide(native, c.distro, Input{Targets: []resolve.Result{on("linux/amd64", strings.Split(c.packages, ",")...)}})
			for _, part := range []struct{ what, got, want string }{
				{"toolchain", join(n.Toolchain), c.toolchain},
				{"build", join(Packages(n.Build)), c.build},
				{"runtime", join(Packages(n.Runtime)), c.runtime},
				{"findings", codes(n.Findings), c.findings},
			} {
				if part.got != part.want {
					t.Errorf("%s = %q, want %q", part.what, part.got, part.want)
				}
			}
			if len(n.Refusals) > 0 {
				t.Errorf("refused: %+v", n.Refusals)
			}
			if (len(n.Compiled) > 0) != (n.Toolchain != nil) {
				t.Errorf("toolchain %v for %v", n.Toolchain, n.Compiled)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	native := table(t)
	for _, c := range []struct {
		name     string
		distro   Distro
		packages string
		reason   string
		says     string
	}{
		{"no libsystemd on Alpine", alpine, "systemd-python 235 sdist", AlpineUnsupported, "systemd-python 235 cannot work on Alpine"},
		{"a pure wheel changes nothing", alpine, "pdfkit 1.0.0 any", AlpineUnsupported, "pdfkit 1.0.0"},
		{"nor does a platform wheel that runs a browser", alpine, "playwright 1.5 " + musl, AlpineUnsupported, "playwright"},
		{"gone", trixie, "pdfkit 1.0.0 any", PackageGone, "needs wkhtmltopdf, which Debian trixie no longer has"},
		{"program", distroless, "pydub 0.25.1 any", NeedsPrograms, "needs ffmpeg, and distroless has libraries only"},
		{"not gone", bookworm, "pdfkit 1.0.0 any", "", ""},
		{"program in slim", trixie, "pydub 0.25.1 any", "", ""},
		{"optional program, transitive", distroless, "youtube-dl 2021 any", "", ""},
		{"optional program, direct", distroless, "youtube-dl 2021 any direct", NeedsPrograms, "needs ffmpeg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := on("linux/amd64", c.packages)
			n := Decide(native, c.distro, Input{Targets: []resolve.Result{target, target}})
			if c.reason == "" {
				if len(n.Refusals) > 0 {
					t.Errorf("refused: %+v", n.Refusals)
				}
				return
			}
			if len(n.Refusals) != 1 {
				t.Fatalf("%d refusals, want 1: %+v", len(n.Refusals), n.Refusals)
			}
			r := n.Refusals[0]
			if r.Reason != c.reason || !strings.Contains(r.Message, c.says) || r.Line != 10 {
				t.Errorf("%+v, want %s: ... %s ...", r, c.reason, c.says)
			}
			if f := r.Finding(); f.Severity != diag.Error || f.File != "uv.lock" || f.Line != 10 {
				t.Errorf("as a finding: %+v", f)
			}
			if len(n.Build)+len(n.Runtime)+len(n.Toolchain) > 0 {
				t.Errorf("packages for what is refused: %+v", n)
			}
		})
	}
}
