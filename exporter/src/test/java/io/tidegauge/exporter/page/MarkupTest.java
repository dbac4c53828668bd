package io.tidegauge.exporter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void escapesTextAndAttributes() {
    Markup markup = new Markup();

    markup.leaf("p", "a<b>&\"'", "title", "\"><b>'&");

    assertThat(markup.finish())
        .isEqualTo("<p title=\"&quot;&gt;&lt;b&gt;&#39;&amp;\">a&lt;b&gt;&amp;&quot;&#39;</p>");
  }

  @Test
  void replacesWhatHtmlHasNoPlaceFor() {
    assertThat(new Markup().text("\u0000\u0007\u0085\ud83d \ude00\uffff").finish())
        .isEqualTo("\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd");
    assertThat(new Markup().text("é\ud83d\ude00\n\t").finish()).isEqualTo("é\ud83d\ude00\n\t");
  }

  @Test
  void refusesAnElementThatDoesNotEnd() {
    Markup markup = new Markup().open("p");

    assertThatThrownBy(markup::finish).isInstanceOf(IllegalStateException.class);
  }
}
