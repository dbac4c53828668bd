package io.tidegauge.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    ":10049, '', 10049",
    "127.0.0.1:10049, 127.0.0.1, 10049",
    "[::1]:0, ::1, 0",
    "localhost:80, localhost, 80"
  })
  void readsThePrometheusForm(String text, String host, int port) {
    ListenAddress address = ListenAddress.parse(text);

    assertThat(address).isEqualTo(new ListenAddress(host, port));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10049", "localhost", ":", ":x", ":65536", ":-1", "::1:80", "[::1:80"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + text + "\"");
  }

  @Test
  void noHostIsEveryAddress() {
    assertThat(ListenAddress.parse(":0").resolve().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(ListenAddress.parse("127.0.0.1:0").resolve().getAddress().isLoopbackAddress())
        .isTrue();
  }
}
