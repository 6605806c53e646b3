package differential

import (
	"archive/zip"
	"os"
	"path/filepath"
)

// WriteWheel makes a wheel without code, for --find-links.
func WriteWheel(dir, name string) error {
	f, err := os.Create(filepath.Join(dir, name+"-1-py3-none-any.whl"))
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	info := name + "-1.dist-info/"
	for _, part := range [][2]string{
		{"METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1\n"},
		{"WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"},
		{"RECORD", ""},
	} {
		w, err := z.Create(info + part[0])
		if err != nil {
			return err
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			return err
		}
	}
	return z.Close()
}
