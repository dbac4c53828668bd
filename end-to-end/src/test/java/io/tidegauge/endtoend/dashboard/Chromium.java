package io.tidegauge.endtoend.dashboard;

import io.tidegauge.endtoend.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Takes pictures of pages. */
final class Chromium {
  private final Program program =
      Program.find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private final Path folder;

  /**
   * A browser.
   *
   * @param folder for its log and profile
   */
  Chromium(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes a picture of a page's upper left corner.
   *
   * @param scale how many pixels of the picture are one of the page
   */
  void picture(URI page, Size size, double scale, Path picture)
      throws IOException, InterruptedException {
    program.run(
        folder.resolve("chromium.log"),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--no-first-run",
        "--user-data-dir=" + folder.resolve("chromium"),
        "--force-device-scale-factor=" + scale,
        "--window-size=" + size.width() + "," + size.height(),
        "--screenshot=" + picture.toAbsolutePath(),
        page.toString());
  }
}
